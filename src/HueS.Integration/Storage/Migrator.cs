using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace HueS.Integration.Storage;

/// <summary>A numbered script that brings the schema one step forward. Never edited once released.</summary>
internal sealed record Migration(string Name, string Sql)
{
    private const string Folder = "Storage.Migrations.";

    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The scripts in this assembly, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Read(typeof(Migration).Assembly);

    private static List<Migration> Read(Assembly assembly)
    {
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            migrations.Add(new Migration(resource[Folder.Length..^".sql".Length], reader.ReadToEnd()));
        }

        return [.. migrations.OrderBy(migration => migration.Name, StringComparer.Ordinal)];
    }
}

/// <summary>A script that was applied no longer reads as it did then.</summary>
internal sealed class EditedMigrationException(string name)
    : Exception($"The migration {name} was edited after it had been applied. Restore it, and put the change into a new script.");

/// <summary>Applies pending scripts; any number of nodes may start at once and each script runs once.</summary>
internal sealed class Migrator(IReadOnlyList<Migration> migrations)
{
    // Any constant will do, as long as every node uses the same one.
    private const long AdvisoryLock = 0x4855_4553;

    /// <summary>Applies what is missing and answers the names of what was applied.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        // Another node may hold the lock for as long as its scripts take.
        var patient = new NpgsqlConnectionStringBuilder(ownerConnectionString) { CommandTimeout = 0 };
        await using var source = NpgsqlDataSource.Create(patient);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("select pg_advisory_lock($1)", [AdvisoryLock], cancellationToken);
        try
        {
            var pending = await PendingAsync(connection, cancellationToken);
            foreach (var migration in pending)
            {
                await ApplyAsync(connection, migration, cancellationToken);
            }

            return [.. pending.Select(migration => migration.Name)];
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock($1)", [AdvisoryLock], CancellationToken.None);
        }
    }

    /// <summary>Whether every script of this binary has been applied, as the service's own role can see.</summary>
    public async Task<bool> IsCurrentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = await connection.ListAsync("select name from migration", [], row => row.GetString(0), cancellationToken);
        return migrations.All(migration => applied.Contains(migration.Name));
    }

    private async Task<List<Migration>> PendingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            """
            create table if not exists migration (
              name text primary key,
              checksum text not null,
              applied_at timestamptz not null default clock_timestamp()
            )
            """,
            [],
            cancellationToken);
        var applied = (await connection.ListAsync(
            "select name, checksum from migration",
            [],
            row => (Name: row.GetString(0), Checksum: row.GetString(1)),
            cancellationToken)).ToDictionary(row => row.Name, row => row.Checksum, StringComparer.Ordinal);

        var pending = new List<Migration>();
        foreach (var migration in migrations)
        {
            if (!applied.TryGetValue(migration.Name, out var checksum))
                pending.Add(migration);
            else if (checksum != migration.Checksum)
                throw new EditedMigrationException(migration.Name);
        }

        return pending;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(migration.Sql, [], cancellationToken);
        await connection.ExecuteAsync(
            "insert into migration (name, checksum) values ($1, $2)",
            [migration.Name, migration.Checksum],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
