using System.Collections.Concurrent;
using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Verification;

/// <summary>
/// Remembers which numbers the register replaced by which. Few numbers are, so this node keeps in memory whose they are and
/// looks only those up; a replacement another node learnt a moment ago costs one question more.
/// </summary>
internal sealed class Replacements(
    Database database,
    ReplacementStore store,
    Trail trail,
    IOptions<VerificationOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, bool> _replaced = new();
    private DateTimeOffset _readUpTo = DateTimeOffset.UnixEpoch;
    private long _readAgainAt;

    /// <summary>The successor of the number asked about, where the register named one lately.</summary>
    public async Task<PersonalNumber?> RecallAsync(Ask ask, CancellationToken cancellationToken)
    {
        await ReadNewsAsync(ask.Pool, cancellationToken);
        if (!_replaced.ContainsKey(ask.SubjectId))
            return null;
        await using var connection = await database.OpenAsync(ask.Pool, cancellationToken);
        return await store.FindAsync(connection, ask.SubjectId, time.GetUtcNow() - options.Value.ReplacementsKeptFor, cancellationToken);
    }

    /// <summary>The register said so a moment ago; whoever asked cannot cancel that.</summary>
    public Task RememberAsync(Ask ask, PersonalNumber former, PersonalNumber successor) =>
        database.TransactAsync(
            ask.Pool,
            async (connection, token) =>
            {
                var formerId = (await store.SubjectOfAsync(connection, former, token)).SubjectId;
                _replaced[formerId] = true;
                if (await store.KeepAsync(connection, formerId, successor, ask.VerificationId, time.GetStoredNow(), token))
                    await trail.WriteAsync(connection, Entry(AuditAction.ReplacementLearnt, ask, formerId), token);
            },
            CancellationToken.None);

    /// <summary>The register answers for the number itself again: it takes back what it said.</summary>
    public async Task ForgetAsync(Ask ask)
    {
        if (!_replaced.TryRemove(ask.SubjectId, out _))
            return;
        await database.TransactAsync(
            ask.Pool,
            async (connection, token) =>
            {
                if (await store.ForgetAsync(connection, ask.SubjectId, token))
                    await trail.WriteAsync(connection, Entry(AuditAction.ReplacementForgotten, ask, ask.SubjectId), token);
            },
            CancellationToken.None);
    }

    private static AuditEntry Entry(string action, Ask ask, Guid subjectId) =>
        new(action, new Actor(ask.ClientId, null, ask.Pool), SubjectId: subjectId, Target: ask.VerificationId.ToString());

    private async ValueTask ReadNewsAsync(Pool pool, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var due = Interlocked.Read(ref _readAgainAt);
        var next = now + (long)(ReadEvery.TotalSeconds * time.TimestampFrequency);
        if (now < due || Interlocked.CompareExchange(ref _readAgainAt, next, due) != due)
            return;

        var (from, upTo) = (_readUpTo, time.GetUtcNow() - ClocksApart);
        await using var connection = await database.OpenAsync(pool, cancellationToken);
        foreach (var former in await store.ListAsync(connection, from, cancellationToken))
            _replaced[former] = true;
        _readUpTo = upTo;
    }
}
