using HueS.Integration.Audit;
using HueS.Integration.Linking.Records;
using HueS.Integration.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>
/// Links whole systems again, in the order of their records' ids: a chunk is put in line with the mark behind it in one
/// transaction, and the next only once the line is short again. So neither this process nor the line grows with the system,
/// a record that was just told waits behind one chunk at most, and whoever takes over after a crash goes on at the mark.
/// </summary>
internal sealed class Relinker(
    Database database,
    RelinkStore relinks,
    RecordStore records,
    LinkStore links,
    Trail trail,
    IOptions<RecordOptions> options)
{
    private readonly int _atOnce = options.Value.RelinkAtOnce;

    /// <param name="since">Only records told with a change since then; <c>null</c>: all.</param>
    public Task<RelinkResult> StartAsync(Actor actor, string system, DateTimeOffset? since, CancellationToken cancellationToken) =>
        database.TransactAsync<RelinkResult>(
            actor.Pool,
            async (connection, token) =>
            {
                var from = since?.AsStored();
                while (true)
                {
                    if (await relinks.AddAsync(connection, system, actor.ClientId, from, token) is { } added)
                    {
                        await RecordAsync(connection, actor, AuditAction.RelinkStarted, added, token);
                        return new RelinkResult.UnderWay(added);
                    }

                    // It may come to its end between our two looks.
                    if (await relinks.FindRunningAsync(connection, system, token) is { } running)
                        return running.Since == from ? new RelinkResult.UnderWay(running) : new RelinkResult.AnotherRuns(running);
                }
            },
            cancellationToken);

    public async Task<Relink?> ReadAsync(Actor actor, string system, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await relinks.FindAsync(connection, system, id, cancellationToken);
    }

    /// <summary>Puts no further records in line. <c>null</c>: there is none such; one that has ended stays as it ended.</summary>
    public Task<Relink?> CancelAsync(Actor actor, string system, Guid id, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await relinks.FindAsync(connection, system, id, token) is not { } found)
                    return null;
                if (await relinks.EndAsync(connection, id, RelinkState.Cancelled, tally: null, token))
                    await RecordAsync(connection, actor, AuditAction.RelinkCancelled, found, token);
                return await relinks.FindAsync(connection, system, id, token);
            },
            cancellationToken);

    /// <summary>One pass: a step of each that runs; answers whether any came further.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var running = await database.TransactAsync(Pool.Work, relinks.ListRunningAsync, cancellationToken);
        var moved = false;
        foreach (var id in running)
            moved |= await StepAsync(id, cancellationToken);
        return moved;
    }

    private async Task<bool> StepAsync(Guid id, CancellationToken cancellationToken)
    {
        var (moved, done) = await database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                if (await relinks.TakeAsync(connection, id, token) is not { } relink)
                    return (false, null);
                if (!relink.IsWhole)
                    return (await PutInAsync(connection, relink, token), null);
                return (false, await RecordBook.Queue.IsDoneAsync(connection, relink.PutInAt!.Value, token) ? relink : (Relink?)null);
            },
            cancellationToken);
        if (done is not null)
            await CompleteAsync(done, cancellationToken);
        return moved || done is not null;
    }

    /// <summary><c>false</c>: the line is too long just now.</summary>
    private async Task<bool> PutInAsync(NpgsqlConnection connection, Relink relink, CancellationToken cancellationToken)
    {
        if (!await RecordBook.Queue.HasRoomAsync(connection, _atOnce, cancellationToken))
            return false;
        var page = await records.PageAsync(connection, relink.System, relink.Mark, _atOnce, cancellationToken);
        Guid[] wanted = [.. page.Where(record => !record.IsGone && !(record.ToldAt < relink.Since)).Select(record => record.Id)];
        if (wanted.Length > 0)
        {
            await using var batch = new NpgsqlBatch(connection);
            RecordBook.Queue.AppendAgain(batch, wanted);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        var mark = page is [.., var last] ? last.RecordId : relink.Mark;
        await relinks.AdvanceAsync(connection, relink.Id, mark, wanted.Length, whole: page.Count < _atOnce, cancellationToken);
        return true;
    }

    private async Task CompleteAsync(Relink relink, CancellationToken cancellationToken)
    {
        var tally = await TallyAsync(relink.System, cancellationToken);
        await database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                if (await relinks.EndAsync(connection, relink.Id, RelinkState.Completed, tally, token))
                    await RecordAsync(connection, Actor.Worker(relink.ClientId), AuditAction.RelinkCompleted, relink, token);
            },
            cancellationToken);
    }

    /// <summary>Counted page by page, each by itself: no transaction is open for as long as a large system takes.</summary>
    private async Task<RelinkTally> TallyAsync(string system, CancellationToken cancellationToken)
    {
        var (states, kept, page) = (new Dictionary<RecordStanding, long>(), 0L, new List<RecordPlace>());
        do
        {
            var after = page is [.., var last] ? last.RecordId : null;
            await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
            page = await records.PageAsync(connection, system, after, _atOnce, cancellationToken);
            string[] ids = [.. page.Where(record => !record.IsGone).Select(record => record.RecordId)];
            kept += ids.Length;
            foreach (var standing in await links.StandingsAsync(connection, system, ids, cancellationToken))
                states[standing] = states.GetValueOrDefault(standing) + 1;
        }
        while (page.Count == _atOnce);

        return new RelinkTally(
            states.GetValueOrDefault(RecordStanding.ByRule),
            states.GetValueOrDefault(RecordStanding.ByPerson),
            states.GetValueOrDefault(RecordStanding.ForAPerson),
            states.GetValueOrDefault(RecordStanding.Disputed),
            kept - states.Values.Sum());
    }

    private Task RecordAsync(NpgsqlConnection connection, Actor actor, string action, Relink relink, CancellationToken cancellationToken) =>
        trail.WriteAsync(connection, new AuditEntry(action, actor, Target: relink.Id.ToString(), Note: relink.System), cancellationToken);
}
