using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Events;

/// <summary>What callers may want to hear about. The names are stored; they never change.</summary>
internal static class EventKind
{
    public const string VerificationPending = "verification.pending";
    public const string VerificationSettled = "verification.settled";
    public const string ProfileBound = "profile.bound";
    public const string RecordLinked = "record.linked";
    public const string RecordNeedsPerson = "record.needs_person";
}

/// <summary>The outbox: what happened, in the transaction in which it happened, for the client it concerns.</summary>
internal sealed class EventStore
{
    public Task AppendAsync(
        NpgsqlConnection connection,
        string kind,
        string clientId,
        Guid target,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "insert into event (id, kind, client_id, target) values ($1, $2, $3, $4)",
            [Guid.CreateVersion7(), kind, clientId, target],
            cancellationToken);
}
