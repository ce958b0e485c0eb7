using HueS.Integration.Protection;
using HueS.Integration.Server.Operations;
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

          (no verb)      serve; what this node does is the setting Roles (default Api,Workers)
          migrate        bring the database to this version's schema, then exit
          keys create    make a new key ring at Protection:KeyRingFile, then exit; never overwrites one
          linking        measure how well records find their people, and train the weights; linking --help tells more
          --help         this text

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
        Console.Error.WriteLine("This verb is not known. The verbs are: migrate, keys create, linking, --help; without a verb the service is served.");
        return Misused;
    }

    public static Task<int> ServeAsync(string[] settings) => RunAsync(async () =>
    {
        await using var app = ServerHost.Build(settings);
        // Before anything else starts, so that every wrong setting is named at once.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await app.RunAsync();
    });

    public static Task<int> MigrateAsync(string[] settings) => RunAsync(async () =>
    {
        var storage = Read<StorageOptions>(settings, StorageOptions.Section);

        var applied = await StartMigration.RunAsync(storage, new Migrator(Migration.All), CancellationToken.None);

        foreach (var name in applied)
            Console.Out.WriteLine($"applied {name}");
        Console.Out.WriteLine($"The schema is up to date; {applied.Count} of {Migration.All.Count} scripts were applied now.");
    });

    public static Task<int> CreateKeysAsync(string[] settings) => RunAsync(() =>
    {
        var file = Read<ProtectionOptions>(settings, ProtectionOptions.Section).KeyRingFile;
        if (string.IsNullOrWhiteSpace(file))
            throw new KeyRingException("Protection:KeyRingFile is missing: say where to put the key ring.");
        if (File.Exists(file))
            throw new KeyRingException($"There is a key ring at '{file}' already. It is kept: data wrapped by a lost key cannot be read again.");

        KeyRing.Create(file);
        Console.Out.WriteLine($"A new key ring stands at '{file}'. Keep a copy in a safe place: without it the database cannot be read.");
        return Task.CompletedTask;
    });

    private static T Read<T>(string[] settings, string section)
        where T : new() => ServerHost.Settings(settings).GetSection(section).Get<T>() ?? new T();

    /// <summary>What an operator can mend is told in a sentence, not in a stack trace.</summary>
    private static async Task<int> RunAsync(Func<Task> work)
    {
        try
        {
            await work();
            return Done;
        }
        catch (Exception failure) when (Sentences(failure) is { Count: > 0 } sentences)
        {
            foreach (var sentence in sentences)
                Console.Error.WriteLine(sentence);
            return Failed;
        }
    }

    private static IReadOnlyList<string> Sentences(Exception failure) => failure switch
    {
        OptionsValidationException wrong => [.. wrong.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(Sentences)],
        KeyRingException or EditedMigrationException => [failure.Message],
        // The message may quote values of the connection string; the code says enough.
        NpgsqlException refused => [$"The database could not be used ({refused.SqlState ?? refused.GetType().Name})."],
        IOException or UnauthorizedAccessException => [failure.Message],
        _ => [],
    };
}
