using HueS.Integration.Access;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Linking.Records;

/// <summary>Clients may be granted only systems whose records are told to us: a pulled system speaks for itself.</summary>
internal sealed class RecordGrants(KnownSystems systems) : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var told = systems.All.Where(system => system.IsTold).Select(system => system.Name).ToList();
        var faults = (
            from client in options.Clients
            from system in client.Records
            where !told.Contains(system)
            select $"Access:Clients: '{client.Id}' is to tell the records of '{system}', but there are only {string.Join(", ", told)} to be told.").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
