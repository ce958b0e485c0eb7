using HueS.Integration.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Server;

/// <summary>What the binary can be told to do, and the exit codes it answers with.</summary>
internal static class Commands
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    private const string Usage = """
        HueS.Integration checks identities at the national population register and links citizens to their records.

          (no verb)    serve the API; the roles come from the setting Roles (default Api,Workers)
          migrate      bring the database to this version's schema, then exit
          --help       this text

        Settings are given as --Section:Key=value, as environment variables Section__Key, or in appsettings.json
        beside the binary. Exit codes: 0 done, 1 failed, 2 not understood.
        """;

    public static int Help()
    {
        Console.Out.WriteLine(Usage);
        return Done;
    }

    /// <summary>The word itself is not repeated: what was typed by mistake may be anything.</summary>
    public static int Unknown()
    {
        Console.Error.WriteLine("This verb is not known. The verbs are: migrate, --help; without a verb the service is served.");
        return Misused;
    }

    public static Task<int> ServeAsync(string[] settings) => RunAsync(async () =>
    {
        await using var app = ServerHost.Build(settings);
        await app.RunAsync();
    });

    public static Task<int> MigrateAsync(string[] settings) => RunAsync(async () =>
    {
        var configuration = ServerHost.Build(settings).Configuration;
        var owner = configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.OwnerConnectionString)}"];
        if (string.IsNullOrWhiteSpace(owner))
        {
            throw new OptionsValidationException(StorageOptions.Section, typeof(StorageOptions),
                ["Storage:OwnerConnectionString is missing: give the connection string of the role that owns the tables."]);
        }

        var applied = await new Migrator(Migration.All).RunAsync(owner, CancellationToken.None);
        foreach (var name in applied)
            Console.Out.WriteLine($"applied {name}");
        Console.Out.WriteLine($"The schema is up to date; {applied.Count} of {Migration.All.Count} scripts were applied now.");
    });

    /// <summary>A wrong setting stops the start with its sentence, not with a stack trace.</summary>
    private static async Task<int> RunAsync(Func<Task> work)
    {
        try
        {
            await work();
            return Done;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var failure in wrong.Failures)
                Console.Error.WriteLine(failure);
            return Failed;
        }
        catch (EditedMigrationException edited)
        {
            Console.Error.WriteLine(edited.Message);
            return Failed;
        }
        catch (NpgsqlException refused)
        {
            // The message may quote the connection string's values; the code says enough.
            Console.Error.WriteLine($"The database could not be used ({refused.SqlState ?? refused.GetType().Name}).");
            return Failed;
        }
    }
}
