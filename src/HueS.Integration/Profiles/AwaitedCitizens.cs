using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>Citizens who cannot be found yet by what is known of them, and will be in a moment.</summary>
internal sealed class AwaitedCitizens(CitizenStore citizens)
{
    // Hardly ever is there one; after a change of the keys there are many, and the first of them waits.
    private const int AtOnce = 200;

    /// <summary>Whether there are any. Whom nobody could make findable is an operator's matter, and holds nobody up.</summary>
    public async Task<bool> AreThereAnyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Guid? after = null;
        while (true)
        {
            var page = await citizens.ListNotFindableAsync(connection, after, AtOnce, cancellationToken);
            if (page.Count == 0)
                return false;
            if (await CitizenNews.Changed.IsAnyWaitingAsync(connection, page, cancellationToken))
                return true;
            after = page[^1];
        }
    }
}
