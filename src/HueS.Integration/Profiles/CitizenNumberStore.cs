using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Profiles;

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
        CancellationToken cancellationToken)
    {
        var rows = await connection.ListAsync(
            "select subject_id, number from citizen_number where citizen_id = $1 order by since, subject_id",
            [citizen.SubjectId],
            row => (SubjectId: row.GetGuid(0), Number: row.GetFieldValue<byte[]>(1)),
            cancellationToken);
        return [.. rows.Select(row => Read(citizen.Open<string>(NumberColumn, row.SubjectId, row.Number)))];
    }

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
