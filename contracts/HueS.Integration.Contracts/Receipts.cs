using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>
/// Where a request stands, by its receipt code. Says nothing about the person and nothing about the answer; times are told
/// to the minute, for finer ones would tell how many questions an answer took.
/// </summary>
/// <param name="Code">The receipt code.</param>
/// <param name="Service">The service that asked.</param>
/// <param name="State">Where the request stands.</param>
/// <param name="Hops">What happened to it, oldest first.</param>
/// <param name="NextAttemptAt">When the register is asked again; absent unless the request waits.</param>
/// <param name="Deadline">When the request goes to a person if there is still no answer; absent unless the request waits.</param>
/// <param name="Text">What to say, in Vietnamese and English.</param>
public sealed record Receipt(
    string Code,
    string Service,
    ReceiptState State,
    IReadOnlyList<ReceiptHop> Hops,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? Deadline,
    LocalisedText Text);

/// <summary>Where a request stands.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReceiptState>))]
public enum ReceiptState
{
    /// <summary>There is no answer yet.</summary>
    Waiting,

    /// <summary>There is an answer, for the service that asked.</summary>
    Answered,

    /// <summary>An official looks at it.</summary>
    WithPerson,

    /// <summary>The service withdrew it.</summary>
    Withdrawn,
}

/// <summary>One step of a request on its way.</summary>
/// <param name="Step">Stable code of the step.</param>
/// <param name="At">When, to the minute.</param>
/// <param name="Via">The way to the register that was asked first; absent for other steps.</param>
/// <param name="Reason">Code of why the register could not answer; absent for other steps.</param>
/// <param name="Text">The step in words.</param>
public sealed record ReceiptHop(ReceiptStep Step, DateTimeOffset At, string? Via, string? Reason, BilingualText Text);

/// <summary>A step of a request on its way.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReceiptStep>))]
public enum ReceiptStep
{
    /// <summary>The request was received.</summary>
    Received,

    /// <summary>The register was asked.</summary>
    Asked,

    /// <summary>The register could not answer; the request was kept.</summary>
    PutOff,

    /// <summary>The service asked to try again now.</summary>
    Retried,

    /// <summary>There is an answer.</summary>
    Answered,

    /// <summary>The request was handed to a person without an answer of the register.</summary>
    HandedOver,

    /// <summary>The service withdrew the request.</summary>
    Withdrawn,

    /// <summary>A task was opened for an official.</summary>
    TaskOpened,

    /// <summary>The official's task was closed.</summary>
    TaskClosed,
}
