using HueS.Integration.Storage;

namespace HueS.Integration.Upstreams;

/// <summary>Who waits for the answer. A person at a counter is served first and shortest.</summary>
internal enum Lane
{
    Counter,
    Deferred,
    Reconciliation,
}

/// <summary>For whom an upstream is asked, and until when an answer is of use.</summary>
/// <param name="MayGoElsewhere">Whether another way is tried where this one is not open at once.</param>
internal sealed record Ask(
    Guid VerificationId,
    Guid SubjectId,
    string ClientId,
    DateTimeOffset Deadline,
    Lane Lane,
    string? Purpose = null,
    Guid? OfficerId = null,
    bool MayGoElsewhere = false)
{
    /// <summary>Shared by everybody the question is put to, so that each does not wait as long as all together may.</summary>
    public TurnWaits Waits { get; init; } = new();

    /// <summary>For nobody in particular: a system is asked for its records as they change.</summary>
    public static Ask AboutNobody(string clientId, DateTimeOffset deadline) =>
        new(Guid.Empty, Guid.Empty, clientId, deadline, Lane.Reconciliation);

    /// <summary>What is written on the way pays with the connections of whoever waits.</summary>
    public Pool Pool => Lane == Lane.Counter ? Pool.Api : Pool.Work;
}
