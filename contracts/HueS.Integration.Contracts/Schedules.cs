using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>
/// What a schedule makes, and when. At each due time one run is made and taken as far as it may go by itself; applying what it
/// finds always stays with people. Of due times that were missed, because the service was down or the schedule paused, the
/// latest within 24 hours is made up for once; earlier ones are recorded as missed.
/// </summary>
/// <param name="Kind">What its runs look for.</param>
/// <param name="Purpose">The procedure under which they ask; the caller must see grades for it.</param>
/// <param name="CaseReference">Why it is done, such as a decision's number.</param>
/// <param name="Officer">Who answers for the schedule as it stands: its runs are proposed by them, and another one has to agree where those weigh more.</param>
/// <param name="Cron">A cron expression of five fields: minute, hour, day of the month, month, day of the week. At most 100 characters.</param>
/// <param name="TimeZone">Name of the time zone by whose clocks it is read; <c>Asia/Ho_Chi_Minh</c> where it is left out.</param>
/// <param name="Reach">How far a run goes by itself; <c>dry_run</c> where it is left out.</param>
/// <param name="Selection">What is looked at; everything where it is left out.</param>
public sealed record ScheduleRequest(
    RunKind Kind,
    string Purpose,
    string CaseReference,
    string Officer,
    string Cron,
    string? TimeZone = null,
    ScheduleReach? Reach = null,
    RunSelection? Selection = null);

/// <summary>How far a run goes by itself.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ScheduleReach>))]
public enum ScheduleReach
{
    /// <summary>Everything is selected; nothing is looked at, and nobody asked.</summary>
    Plan,

    /// <summary>It is looked at too, and the register asked where the kind needs it; nothing but findings is written.</summary>
    DryRun,
}

/// <summary>Whether a schedule makes runs.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ScheduleState>))]
public enum ScheduleState
{
    /// <summary>At each due time.</summary>
    Active,

    /// <summary>None until it is resumed.</summary>
    Paused,

    /// <summary>None any more.</summary>
    Removed,
}

/// <summary>A schedule.</summary>
/// <param name="Id">Stable identifier.</param>
/// <param name="Kind">As asked.</param>
/// <param name="State">Whether it makes runs.</param>
/// <param name="Purpose">As asked.</param>
/// <param name="CaseReference">As asked.</param>
/// <param name="Cron">As asked.</param>
/// <param name="TimeZone">By whose clocks it is read.</param>
/// <param name="Reach">How far a run goes by itself.</param>
/// <param name="Selection">As asked.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="NextDueAt">When it makes its next run, as the clocks of its time zone show it; absent where it makes none.</param>
/// <param name="Version">Rises with every change people make; the value of <c>If-Match</c>.</param>
/// <param name="Text">What its state means, with the next step.</param>
public sealed record Schedule(
    Guid Id,
    RunKind Kind,
    ScheduleState State,
    string Purpose,
    string CaseReference,
    string Cron,
    string TimeZone,
    ScheduleReach Reach,
    RunSelection Selection,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextDueAt,
    int Version,
    LocalisedText Text);

/// <summary>Schedules, newest first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record SchedulePage(IReadOnlyList<Schedule> Items, string? Next);

/// <summary>When a schedule comes due from now on.</summary>
/// <param name="State">Whether it makes runs then.</param>
/// <param name="TimeZone">By whose clocks it is read.</param>
/// <param name="Times">The times, as those clocks show them; fewer than were asked for where there are no more.</param>
public sealed record ScheduleTimes(ScheduleState State, string TimeZone, IReadOnlyList<DateTimeOffset> Times);

/// <summary>What became of a due time.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OccurrenceState>))]
public enum OccurrenceState
{
    /// <summary>A run was made.</summary>
    Made,

    /// <summary>None was made, with a reason.</summary>
    Missed,
}

/// <summary>Why no run was made.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<MissedReason>))]
public enum MissedReason
{
    /// <summary>A later time had come before a run could be made: only the latest is made up for.</summary>
    Overtaken,

    /// <summary>More than 24 hours had passed before a run could be made.</summary>
    TooLate,

    /// <summary>The schedule's client might no longer use its purpose.</summary>
    PurposeWithdrawn,

    /// <summary>It had passed, and then the schedule was given other times.</summary>
    Changed,
}

/// <summary>A due time, and what became of it.</summary>
/// <param name="DueAt">The time, as the clocks of the schedule's time zone show it.</param>
/// <param name="State">What became of it.</param>
/// <param name="RunId">The run that was made; absent where none was.</param>
/// <param name="MissedBecause">Why none was made; absent where one was.</param>
/// <param name="JudgedAt">When that was decided.</param>
/// <param name="Text">The reason in words; absent where a run was made.</param>
public sealed record Occurrence(
    DateTimeOffset DueAt,
    OccurrenceState State,
    Guid? RunId,
    MissedReason? MissedBecause,
    DateTimeOffset JudgedAt,
    BilingualText? Text);

/// <summary>Due times of a schedule, latest first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record OccurrencePage(IReadOnlyList<Occurrence> Items, string? Next);
