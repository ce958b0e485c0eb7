using System.Collections.Concurrent;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>
/// Decides about what is due: at most one run a due time, made in the transaction that claims the time, on however many nodes
/// this runs. No node's own clock is asked.
/// </summary>
internal sealed class Scheduler(
    Database database,
    ScheduleStore schedules,
    OccurrenceStore occurrences,
    RunDesk desk,
    RunBook book,
    ScheduledRuns scheduled,
    ScheduleTrail trail,
    ILogger<Scheduler> logger)
{
    private const int AtOnce = 1_000;

    // A failure that lasts is told once, not twice a second.
    private readonly ConcurrentDictionary<Guid, string> _failing = [];

    /// <summary>One pass over the schedules that are due; answers about how many times it decided.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken) =>
        await RunOnceAsync(await ReadClockAsync(cancellationToken), cancellationToken);

    /// <param name="now">As the database's clock shows it.</param>
    internal async Task<int> RunOnceAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var decided = 0;
        foreach (var id in await ListDueAsync(now, cancellationToken))
        {
            try
            {
                decided += await database.TransactAsync(Pool.Work, (connection, token) => DecideAsync(connection, id, now, token), cancellationToken);
                _failing.TryRemove(id, out _);
            }
            // One schedule that cannot be judged, say for a time zone this node does not know, holds up no other.
            catch (Exception failure) when (!Outage.Is(failure) && !cancellationToken.IsCancellationRequested)
            {
                if (_failing.TryAdd(id, failure.GetType().Name))
                    logger.ScheduleFailed(id, failure.GetType().Name);
            }
        }

        return decided;
    }

    private async Task<int> DecideAsync(NpgsqlConnection connection, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await schedules.LockDueAsync(connection, id, now, cancellationToken) is not { NextDueAt: { } first } schedule)
            return 0;
        var judged = DueTimes.Judge(schedule.Terms.Recurrence, first, now, AtOnce);
        List<(DateTimeOffset, MissedReason)> missed = [.. judged.Missed];
        if (judged.Made is { } made)
        {
            if (book.IsLicensed(schedule.ClientId, schedule.Terms.Purpose, schedule.Terms.Kind))
                await MakeAsync(connection, schedule, made, now, cancellationToken);
            else
                missed.Add((made, MissedReason.PurposeWithdrawn));
        }

        if (missed.Count > 0)
        {
            await occurrences.MissAsync(connection, id, missed, cancellationToken);
            await trail.MissAsync(connection, Actor.Worker(schedule.ClientId), schedule, missed, cancellationToken);
        }

        await schedules.AdvanceAsync(connection, id, judged.Next?.ToUniversalTime(), cancellationToken);
        return missed.Count + (judged.Made is null ? 0 : 1);
    }

    private async Task MakeAsync(
        NpgsqlConnection connection, Schedule schedule, DateTimeOffset dueAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var terms = schedule.Terms;
        var run = Run.Draft(
            Guid.CreateVersion7(now), terms.Kind, schedule.ClientId, schedule.OfficerId, terms.Purpose, terms.CaseReference, terms.Selection, now);
        if (!await occurrences.ClaimAsync(connection, schedule, dueAt, run.Id, cancellationToken))
            return;
        var actor = Actor.Worker(schedule.ClientId);
        await desk.CreateAsync(connection, actor, run, cancellationToken);
        await scheduled.AddAsync(connection, run.Id, cancellationToken);
        await trail.RecordAsync(connection, actor, schedule, AuditAction.ScheduleMade, $"run={run.Id}", cancellationToken);
    }

    private async Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return await schedules.ReadClockAsync(connection, cancellationToken);
    }

    private async Task<List<Guid>> ListDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return await schedules.ListDueAsync(connection, now, cancellationToken);
    }
}
