using HueS.Integration.Access;

namespace HueS.Integration.Verification;

/// <summary>Which published policy a purpose decides with today.</summary>
internal sealed class PolicyChoice(AccessPolicy access)
{
    /// <summary>As stored with an answer, also where no rule was needed for it.</summary>
    public string VersionFor(string purposeCode) =>
        PolicyBook.Published.Current(access.VerificationPolicyOf(purposeCode))!.Id;
}
