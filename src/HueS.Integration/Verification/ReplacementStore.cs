using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>The table <c>number_replacement</c>: what the register said of numbers, in subjects only.</summary>
internal sealed class ReplacementStore(SubjectStore subjects, BlindIndex index)
{
    private const string SuccessorColumn = "number_replacement.successor";

    public async Task<SubjectKey> SubjectOfAsync(NpgsqlConnection connection, PersonalNumber number, CancellationToken cancellationToken) =>
        await subjects.OfAsync(connection, index.Of(IndexKind.PersonalNumber, number.Digits), cancellationToken);

    /// <summary>Keeps what the register said last; <c>false</c> where it said the same before, which is only dated anew.</summary>
    public async Task<bool> KeepAsync(
        NpgsqlConnection connection,
        Guid formerId,
        PersonalNumber successor,
        Guid verificationId,
        DateTimeOffset learntAt,
        CancellationToken cancellationToken)
    {
        var successorId = (await SubjectOfAsync(connection, successor, cancellationToken)).SubjectId;
        var confirmed = await connection.ExecuteAsync(
            "update number_replacement set learnt_at = $3 where former_id = $1 and successor_id = $2",
            [formerId, successorId, learntAt],
            cancellationToken);
        if (confirmed == 1)
            return false;

        var former = await subjects.OpenAsync(connection, formerId, cancellationToken);
        await connection.ExecuteAsync(
            """
            insert into number_replacement (former_id, successor_id, successor, verification_id, learnt_at)
            values ($1, $2, $3, $4, $5)
            on conflict (former_id) do update
            set successor_id = excluded.successor_id,
                successor = excluded.successor,
                verification_id = excluded.verification_id,
                learnt_at = excluded.learnt_at
            """,
            [formerId, successorId, former.Seal(SuccessorColumn, formerId, successor.Digits), verificationId, learntAt],
            cancellationToken);
        return true;
    }

    /// <summary>The successor of a number, where the register named one since <paramref name="since"/>.</summary>
    public async Task<PersonalNumber?> FindAsync(
        NpgsqlConnection connection,
        Guid formerId,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        var successor = await connection.FirstAsync(
            "select successor from number_replacement where former_id = $1 and learnt_at >= $2",
            [formerId, since],
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken);
        if (successor is null)
            return null;
        var former = await subjects.OpenAsync(connection, formerId, cancellationToken);
        return PersonalNumber.TryParse(former.Open<string>(SuccessorColumn, formerId, successor), out var number)
            ? number
            : throw new InvalidOperationException("A stored successor no longer parses.");
    }

    public async Task<bool> ForgetAsync(NpgsqlConnection connection, Guid formerId, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync("delete from number_replacement where former_id = $1", [formerId], cancellationToken) == 1;

    public async Task<bool> IsReplacedAsync(NpgsqlConnection connection, Guid subjectId, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select true from number_replacement where former_id = $1",
            [subjectId],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>Every other number the register tied to this one by replacing, over any number of steps in either direction.</summary>
    public Task<List<Guid>> RelatedAsync(NpgsqlConnection connection, Guid subjectId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            with recursive related (id) as (
              select $1::uuid
              union
              select case when replacement.former_id = related.id then replacement.successor_id else replacement.former_id end
              from related
              join number_replacement replacement on related.id in (replacement.former_id, replacement.successor_id)
            )
            select id from related where id <> $1
            """,
            [subjectId],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>The replaced numbers learnt since a moment.</summary>
    public Task<List<Guid>> ListAsync(NpgsqlConnection connection, DateTimeOffset since, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select former_id from number_replacement where learnt_at >= $1",
            [since],
            row => row.GetGuid(0),
            cancellationToken);
}
