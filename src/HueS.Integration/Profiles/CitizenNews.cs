using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>Passes on that something became known of a citizen: who they are, their numbers, their accounts or what those gave.</summary>
internal sealed class CitizenNews(IEnumerable<ICitizenKeeper> keepers)
{
    private const string WorkKind = "citizen";

    /// <summary>Citizens about whom something became known, for what may follow a moment later.</summary>
    public static WorkQueue Changed { get; } = new(WorkKind, TimeSpan.FromMinutes(1));

    /// <summary>Inside the transaction that wrote what became known, after it was written.</summary>
    public async Task TellAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        await using (var batch = new NpgsqlBatch(connection))
        {
            Changed.AppendAgain(batch, [citizenId]);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var keeper in keepers)
            await keeper.LearnAsync(connection, citizenId, cancellationToken);
    }
}
