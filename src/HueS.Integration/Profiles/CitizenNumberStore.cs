using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>A number of somebody's history as it is kept.</summary>
/// <param name="SubjectId">The subject the number names.</param>
internal sealed record SealedNumber(Guid SubjectId, byte[] Sealed);

/// <summary>The table <c>citizen_number</c>: every number a citizen was verified under, sealed with the citizen's key.</summary>
internal sealed class CitizenNumberStore
{
    private const string NumberColumn = "citizen_number.number";

    /// <summary>Adds a number to a citizen's history; a number already in somebody's history stays there.</summary>
    /// <param name="verificationId">Where it was seen; not known for citizens kept before there were histories.</param>
    public Task AddAsync(
        NpgsqlConnection connection,
        SubjectKey citizen,
        Guid subjectId,
        string number,
        DateTimeOffset since,
        Guid? verificationId,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into citizen_number (subject_id, citizen_id, number, since, verification_id)
            values ($1, $2, $3, $4, $5)
            on conflict (subject_id) do nothing
            """,
            [subjectId, citizen.SubjectId, citizen.Seal(NumberColumn, subjectId, number), since, verificationId],
            cancellationToken);

    /// <summary>In whose histories any of these numbers stand.</summary>
    public Task<List<Guid>> CitizensOfAsync(NpgsqlConnection connection, Guid[] subjectIds, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select distinct citizen_id from citizen_number where subject_id = any($1)",
            [subjectIds],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>The citizen's numbers, the one known longest first.</summary>
    public async Task<IReadOnlyList<PersonalNumber>> ListAsync(
        NpgsqlConnection connection,
        SubjectKey citizen,
        CancellationToken cancellationToken) =>
        [.. (await ListSealedAsync(connection, citizen.SubjectId, cancellationToken))
            .Select(row => Read(citizen.Open<string>(NumberColumn, row.SubjectId, row.Sealed)))];

    /// <summary>The same as they are sealed.</summary>
    public Task<List<SealedNumber>> ListSealedAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select subject_id, number from citizen_number where citizen_id = $1 order by since, subject_id",
            [citizenId],
            row => new SealedNumber(row.GetGuid(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken);

    /// <summary>Seals a number anew for another citizen, whose it is from now on.</summary>
    public Task MoveAsync(
        NpgsqlConnection connection,
        SealedNumber number,
        SubjectKey from,
        SubjectKey to,
        CancellationToken cancellationToken) =>
        PutAsync(
            connection,
            number with { Sealed = to.Seal(NumberColumn, number.SubjectId, from.Open<string>(NumberColumn, number.SubjectId, number.Sealed)) },
            from.SubjectId,
            to.SubjectId,
            cancellationToken);

    /// <summary>Gives a number as it was sealed from one citizen to another; <c>false</c>: it was not the first one's.</summary>
    public async Task<bool> PutAsync(
        NpgsqlConnection connection,
        SealedNumber number,
        Guid fromId,
        Guid toId,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            "update citizen_number set citizen_id = $3, number = $4 where subject_id = $1 and citizen_id = $2",
            [number.SubjectId, fromId, toId, number.Sealed],
            cancellationToken) == 1;

    /// <summary>The subjects the citizen's numbers name.</summary>
    public Task<List<Guid>> SubjectsOfAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select subject_id from citizen_number where citizen_id = $1 order by subject_id",
            [citizenId],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>Takes numbers out of a citizen's history again.</summary>
    public Task RemoveAsync(NpgsqlConnection connection, Guid citizenId, Guid[] subjectIds, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "delete from citizen_number where citizen_id = $1 and subject_id = any($2)",
            [citizenId, subjectIds],
            cancellationToken);

    private static PersonalNumber Read(string digits) =>
        PersonalNumber.TryParse(digits, out var number)
            ? number
            : throw new InvalidOperationException("A stored number no longer parses.");
}
