using System.Globalization;
using HueS.Integration.Contracts;
using HueS.Integration.Identity;
using HueS.Integration.Reconciliation.Schedules;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Server.Api;

/// <summary>Reads what people say about schedules, or names every field that does not fit.</summary>
internal sealed class ScheduleParsing(TimeProvider time)
{
    private const int MostTimes = 100;
    private const int UsualTimes = 10;
    private const int LongestText = 100;

    private readonly RunParsing _runs = new(time);
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => [.. _runs.Errors, .. _errors];

    public OfficerId ReadOfficer(string text) => _runs.ReadOfficer(text);

    public int ReadVersion(string? ifMatch) => _runs.ReadVersion(ifMatch);

    public Guid? ReadCursor(string? cursor) => _runs.ReadCursor(cursor);

    public ScheduleTerms ReadTerms(ScheduleRequest request, KnownSystems systems)
    {
        _runs.CheckRequest(new RunRequest(request.Kind, request.Purpose, request.CaseReference, request.Officer, request.Selection));
        if (request.Cron.Length > LongestText || !Recurrence.IsCron(request.Cron))
            _errors.Add(new FieldError("cron", FieldCodes.CronFormat));
        if (request.TimeZone is { } zone && (zone.Length > LongestText || !Recurrence.IsTimeZone(zone)))
            _errors.Add(new FieldError("timeZone", FieldCodes.TimeZoneUnknown));
        // Each run would begin at the same day, ever further back.
        if (request.Selection?.Since is not null)
            _errors.Add(new FieldError("selection.since", FieldCodes.RunSelectionUnknown));
        return new ScheduleTerms(
            (Reconciliation.RunKind)request.Kind,
            request.Purpose,
            request.CaseReference,
            _runs.ReadSelection(request.Kind, request.Selection, systems),
            request.Cron,
            request.TimeZone ?? Recurrence.DefaultTimeZone,
            (Reconciliation.Schedules.ScheduleReach)(request.Reach ?? Contracts.ScheduleReach.DryRun));
    }

    public int ReadCount(string? count)
    {
        if (count is null)
            return UsualTimes;
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read is < 1 or > MostTimes)
            _errors.Add(new FieldError("count", FieldCodes.TimeCount));
        return read;
    }

    public DateTimeOffset? ReadMoment(string? cursor)
    {
        if (cursor is null)
            return null;
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        _errors.Add(new FieldError("cursor", FieldCodes.CursorUnknown));
        return null;
    }

    /// <summary>Due times have no fractions of a second.</summary>
    public static string? Cursor(DateTimeOffset? dueAt) => dueAt?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
