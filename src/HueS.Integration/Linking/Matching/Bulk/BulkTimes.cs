namespace HueS.Integration.Linking.Matching.Bulk;

/// <summary>Where the time of a bulk pass went. The first three are of the clock, the last two of all threads together.</summary>
internal sealed record BulkTimes(TimeSpan ReadPeople, TimeSpan IndexPeople, TimeSpan MatchRecords, TimeSpan OpenRecords, TimeSpan FindAndWeigh)
{
    public TimeSpan Whole => ReadPeople + IndexPeople + MatchRecords;
}
