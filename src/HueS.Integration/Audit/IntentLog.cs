using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Audit;

/// <summary>
/// Makes every question to an upstream durable before it leaves: a row never written elsewhere is caught by its intent.
/// Intents of the same moment share a commit.
/// </summary>
internal sealed class IntentLog
{
    private readonly GroupCommit<Intent, bool> _callers;
    private readonly GroupCommit<Intent, bool> _work;

    public IntentLog(Database database)
    {
        _callers = Group(database, Pool.Api);
        _work = Group(database, Pool.Work);
    }

    /// <summary>Once this returns, the intent survives a crash.</summary>
    public Task WriteAsync(Intent intent, CancellationToken cancellationToken) =>
        (intent.Pool == Pool.Api ? _callers : _work).WriteAsync(intent).WaitAsync(cancellationToken);

    private static GroupCommit<Intent, bool> Group(Database database, Pool pool) => new(intents =>
        database.RunAsync<IReadOnlyList<bool>>(
            pool,
            async (connection, token) =>
            {
                await InsertAsync(connection, intents, token);
                return new bool[intents.Count];
            },
            CancellationToken.None));

    private static Task<int> InsertAsync(NpgsqlConnection connection, IReadOnlyList<Intent> intents, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into intent (
              id, upstream, operation, request_id, verification_id, subject_id, client_id, purpose, officer_id)
            select * from unnest(
              $1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::uuid[])
            """,
            [
                intents.Select(intent => intent.Id).ToArray(),
                intents.Select(intent => intent.Upstream).ToArray(),
                intents.Select(intent => intent.Operation).ToArray(),
                intents.Select(intent => intent.RequestId).ToArray(),
                intents.Select(intent => intent.VerificationId).ToArray(),
                intents.Select(intent => intent.SubjectId).ToArray(),
                intents.Select(intent => intent.ClientId).ToArray(),
                intents.Select(intent => intent.Purpose).ToArray(),
                intents.Select(intent => intent.OfficerId).ToArray(),
            ],
            cancellationToken);

    /// <summary>When the first question left for each of these, and how many did; those about whom none did are left out.</summary>
    public Task<List<(Guid VerificationId, DateTimeOffset First, long Count)>> CountAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> verificationIds, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select verification_id, min(at), count(*) from intent where verification_id = any($1) group by verification_id",
            [verificationIds.ToArray()],
            row => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2)),
            cancellationToken);

    /// <summary>What was asked for a verification, oldest first.</summary>
    public Task<List<IntentRow>> ListAsync(NpgsqlConnection connection, Guid verificationId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select at, upstream, operation from intent where verification_id = $1 order by at, id",
            [verificationId],
            row => new IntentRow(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), row.GetString(2)),
            cancellationToken);
}

/// <summary>A question as it is remembered.</summary>
internal sealed record IntentRow(DateTimeOffset At, string Upstream, string Operation);
