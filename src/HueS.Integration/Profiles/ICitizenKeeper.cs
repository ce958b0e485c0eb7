using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>
/// A room that keeps more of citizens than who they are. It stands right of this one, so it comes to us: whatever must be true
/// as soon as something is known of a citizen, it writes in the transaction in which that became known.
/// </summary>
internal interface ICitizenKeeper
{
    Task LearnAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken);
}
