using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Unlinking;

/// <summary>The tables <c>unlinking</c> and <c>unlinking_link</c>.</summary>
internal sealed class UnlinkingStore
{
    public async Task AddAsync(NpgsqlConnection connection, SeveralLinks wanted, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "insert into unlinking (id, citizen_id, reason, case_reference) values ($1, $2, $3, $4)",
            [wanted.Id, wanted.CitizenId, wanted.Reason.ToString(), wanted.CaseReference],
            cancellationToken);
        await connection.ExecuteAsync(
            """
            insert into unlinking_link (unlinking_id, link_id, version)
            select $1, link_id, version
            from unnest($2::uuid[], $3::int[]) as wanted (link_id, version)
            """,
            [wanted.Id, wanted.Links.Select(link => link.LinkId).ToArray(), wanted.Links.Select(link => link.Version).ToArray()],
            cancellationToken);
    }

    /// <summary>Reads it and keeps others from changing it until the transaction ends.</summary>
    public async Task<SeveralLinks?> LockAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var kept = await connection.FirstAsync(
            "select id, citizen_id, reason, case_reference, state from unlinking where id = $1 for no key update",
            [id],
            row => new SeveralLinks(
                row.GetGuid(0),
                row.GetGuid(1),
                Enum.Parse<LinkChangeReason>(row.GetString(2)),
                row.ObjectOrNull<string>(3),
                Enum.Parse<UnlinkingState>(row.GetString(4)),
                []),
            cancellationToken);
        return kept is null ? null : kept with
        {
            Links = await connection.ListAsync(
                "select link_id, version, version_after from unlinking_link where unlinking_id = $1 order by link_id",
                [id],
                row => new FixedLink(row.GetGuid(0), row.GetInt32(1), row.ValueOrNull<int>(2)),
                cancellationToken),
        };
    }

    public Task MoveAsync(NpgsqlConnection connection, Guid id, UnlinkingState state, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update unlinking set state = $2 where id = $1", [id, state.ToString()], cancellationToken);

    /// <summary>The version in which taking it away left a link: what gives it back looks whether it is still that one.</summary>
    public Task LeftAsync(NpgsqlConnection connection, Guid id, Guid linkId, int version, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update unlinking_link set version_after = $3 where unlinking_id = $1 and link_id = $2",
            [id, linkId, version],
            cancellationToken);
}
