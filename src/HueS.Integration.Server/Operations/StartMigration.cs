using HueS.Integration.Storage;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Operations;

/// <summary>Runs pending migrations before anything else starts, where <c>Storage:MigrateAtStart</c> says so.</summary>
internal sealed class StartMigration(IOptions<StorageOptions> options, Migrator migrator) : IHostedLifecycleService
{
    public static Task<IReadOnlyList<string>> RunAsync(StorageOptions storage, Migrator migrator, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(storage.OwnerConnectionString)
            ? throw new OptionsValidationException(
                StorageOptions.Section,
                typeof(StorageOptions),
                ["Storage:OwnerConnectionString is missing: give the connection string of the role that owns the tables."])
            : migrator.RunAsync(storage.OwnerConnectionString, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) =>
        options.Value.MigrateAtStart ? RunAsync(options.Value, migrator, cancellationToken) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
