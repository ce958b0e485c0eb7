using HueS.Integration.Access;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Verification;

/// <summary>Every purpose decides by a published policy; reading them here also stops a start with a faulty table.</summary>
internal sealed class PurposePolicies : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var known = PolicyBook.Published.Newest.Select(policy => policy.Name).ToList();
        var faults = options.Purposes
            .Where(purpose => !known.Contains(purpose.Policy))
            .Select(purpose =>
                $"Access:Purposes: '{purpose.Code}' decides by '{purpose.Policy}', which is no published policy; there are {string.Join(", ", known)}.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
