using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Access;

/// <summary>Checks every row, and that rows fit each other: annotations alone do not reach into lists.</summary>
internal sealed class AccessOptionsValidation : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var faults = new List<string>();
        foreach (var row in options.Purposes.Cast<object>().Concat(options.Clients))
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(row, new ValidationContext(row), results, validateAllProperties: true);
            faults.AddRange(results.Select(result => $"Access: {result.ErrorMessage}"));
        }

        faults.AddRange(Doubled(options.Purposes.Select(purpose => purpose.Code), "Access:Purposes"));
        faults.AddRange(Doubled(options.Clients.Select(client => client.Id), "Access:Clients"));
        var known = options.Purposes.Select(purpose => purpose.Code).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(
            from client in options.Clients
            from code in client.Purposes.Keys
            where !known.Contains(code)
            select $"Access:Clients: '{client.Id}' is granted the purpose '{code}', which Access:Purposes does not list.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Doubled(IEnumerable<string> ids, string section) =>
        ids.GroupBy(id => id, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => $"{section}: '{group.Key}' stands there {group.Count()} times; keep one.");
}
