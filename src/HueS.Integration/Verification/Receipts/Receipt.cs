namespace HueS.Integration.Verification.Receipts;

/// <summary>Where a request stands.</summary>
internal enum ReceiptState
{
    Waiting,
    Answered,
    WithPerson,
    Withdrawn,
}

/// <summary>A step of a request on its way.</summary>
internal enum ReceiptStep
{
    Received,
    Asked,
    PutOff,
    Retried,
    Answered,
    HandedOver,
    Withdrawn,
    TaskOpened,
    TaskClosed,
}

/// <summary>One step; <paramref name="Via"/> is a way to the register, <paramref name="Reason"/> a code of why it could not answer.</summary>
internal sealed record ReceiptHop(ReceiptStep Step, DateTimeOffset At, string? Via = null, string? Reason = null);

/// <summary>What a receipt code shows to whoever holds it: nothing of the person, nothing of the answer.</summary>
internal sealed record Receipt(
    string Code,
    string ClientId,
    ReceiptState State,
    IReadOnlyList<ReceiptHop> Hops,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? Deadline);
