namespace HueS.Integration.Identity;

/// <summary>The reform that merged provinces and wards and did away with districts, reusing former codes for new units.</summary>
internal static class Reform
{
    public static readonly DateOnly Day = new(2025, 7, 1);

    public static bool IsBefore(DateOnly date) => date < Day;
}
