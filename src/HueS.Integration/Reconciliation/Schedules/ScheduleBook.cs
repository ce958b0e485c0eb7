using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>A page of schedules, newest first, and the one to go on from.</summary>
internal sealed record SchedulePage(IReadOnlyList<Schedule> Schedules, Guid? Next);

/// <summary>A page of due times, latest first, and the one to go on from.</summary>
internal sealed record OccurrencePage(Schedule Schedule, IReadOnlyList<Occurrence> Occurrences, DateTimeOffset? Next);

/// <summary>Shows schedules to whoever may see the runs they make; to others there are none.</summary>
internal sealed class ScheduleBook(Database database, ScheduleStore schedules, OccurrenceStore occurrences, RunBook runs)
{
    public async Task<Schedule?> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await FindAsync(connection, actor, id, cancellationToken);
    }

    public async Task<SchedulePage> ListAsync(Actor actor, Guid? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        var found = await schedules.ListAsync(connection, runs.PurposesOf(actor.ClientId), runs.KindsOf(actor.ClientId), before, limit + 1, cancellationToken);
        return new SchedulePage([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null);
    }

    /// <summary>The schedule and its times from now on, by the database's clock.</summary>
    public async Task<(Schedule Schedule, IReadOnlyList<DateTimeOffset> Times)?> NextAsync(Actor actor, Guid id, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        if (await FindAsync(connection, actor, id, cancellationToken) is not { } schedule)
            return null;
        var now = await schedules.ReadClockAsync(connection, cancellationToken);
        var recurrence = schedule.Terms.Recurrence;
        return (schedule, recurrence.NextAfter(now) is { } first ? [.. recurrence.From(first).Take(count)] : []);
    }

    public async Task<OccurrencePage?> ListOccurrencesAsync(Actor actor, Guid id, DateTimeOffset? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        if (await FindAsync(connection, actor, id, cancellationToken) is not { } schedule)
            return null;
        var found = await occurrences.ListAsync(connection, id, before, limit + 1, cancellationToken);
        return new OccurrencePage(schedule, [.. found.Take(limit)], found.Count > limit ? found[limit - 1].DueAt : null);
    }

    private async Task<Schedule?> FindAsync(NpgsqlConnection connection, Actor actor, Guid id, CancellationToken cancellationToken) =>
        await schedules.FindAsync(connection, id, cancellationToken) is { } schedule && runs.IsLicensed(actor.ClientId, schedule.Terms.Purpose, schedule.Terms.Kind)
            ? schedule
            : null;
}
