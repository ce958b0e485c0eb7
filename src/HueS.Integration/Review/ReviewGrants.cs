using HueS.Integration.Access;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Review;

/// <summary>Which kinds of doubt a client's officers may decide: those its row names, and no others.</summary>
internal sealed class ReviewGrants(AccessPolicy access)
{
    public IReadOnlyList<ReviewSubject> Of(string clientId) =>
        [.. access.ReviewsOf(clientId).Select(ReviewNames.SubjectOf)];
}

/// <summary>Stops the start where a client is granted a kind there is not.</summary>
internal sealed class ReviewKinds : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var faults =
            from client in options.Clients
            from kind in client.Reviews
            where !ReviewNames.Subjects.Contains(kind)
            select $"Access:Clients: '{client.Id}' is granted reviews of '{kind}'; known are {string.Join(", ", ReviewNames.Subjects)}.";
        return faults.ToList() is { Count: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
    }
}
