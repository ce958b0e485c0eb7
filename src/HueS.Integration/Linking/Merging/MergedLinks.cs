using HueS.Integration.Profiles;
using Npgsql;

namespace HueS.Integration.Linking.Merging;

/// <summary>Finds links by ids that were given out: one that was merged leads to the one that answers for it.</summary>
internal sealed class MergedLinks(LinkStore links, CitizenStore citizens)
{
    public async Task<Link?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(connection, id, cancellationToken);
        if (link is not { State: LinkState.Merged })
            return link;
        var survivor = await citizens.SurvivorOfAsync(connection, link.CitizenId, cancellationToken);
        return await links.FindAsync(connection, survivor, link.System, link.RecordId, cancellationToken);
    }
}
