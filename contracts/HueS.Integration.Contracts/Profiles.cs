namespace HueS.Integration.Contracts;

/// <summary>Binds an account to the citizen of a verification.</summary>
/// <param name="VerificationId">A verification of the same caller whose outcome is <see cref="Outcome.Verified"/> and which compared data, not only yes or no.</param>
/// <param name="Phone">Optional phone number of the account, 9 to 11 digits; a second key for records that know only a birth year.</param>
public sealed record ProfileBinding(Guid VerificationId, string? Phone = null);

/// <summary>An account bound to a verified citizen.</summary>
/// <param name="AccountId">The caller's account id.</param>
/// <param name="CitizenId">The citizen's id for this caller alone; says nothing about the person, and is another one for every other caller.</param>
/// <param name="VerificationId">The verification the binding stands on.</param>
/// <param name="BoundAt">When it was bound.</param>
/// <param name="Version">Grows with every change; also the <c>ETag</c>.</param>
public sealed record Profile(string AccountId, Guid CitizenId, Guid VerificationId, DateTimeOffset BoundAt, int Version);
