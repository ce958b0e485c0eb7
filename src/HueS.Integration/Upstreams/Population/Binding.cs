using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Population;

/// <summary>An answer held another citizen's data. It is no answer, and the route stops.</summary>
internal sealed class WrongPersonException() : UpstreamUnavailableException(UnavailableReason.Quarantined, detail: "wrong person");

/// <summary>
/// The same question met another citizen's data again: not the route but the register's record is mixed up, and asking on
/// would stop nothing but routes.
/// </summary>
internal sealed class MixedUpRecordException() : UpstreamUnavailableException(UnavailableReason.Indeterminate, detail: "record mixed up");

/// <summary>Whose request the answer says it belongs to.</summary>
internal enum Echo
{
    None,
    Ours,
    Another,
}

/// <summary>
/// Ties an answer to its question. It counts only if it names our request or the number we asked about, and contradicts
/// neither.
/// </summary>
internal sealed record Binding(PersonalNumber? Number, OldCardNumber? OldCard, Echo Echo)
{
    /// <summary>The id our question carried, where there was one.</summary>
    public string? RequestId { get; private init; }

    /// <param name="echoHeader">Where the route names the request it answers; <c>null</c> where it does so in the body.</param>
    public static Binding Of(RegisterQuestion question, string requestId, HttpResponseMessage response, string? echoHeader) =>
        new(question.Number, question.Number is null ? question.OldCard : null, EchoOf(requestId, response, echoHeader))
        {
            RequestId = requestId,
        };

    /// <summary>For a route whose every body names the request it answers.</summary>
    public Binding Named(string? named) => this with
    {
        Echo = string.IsNullOrEmpty(named) ? Echo.None : IsOurs(named) ? Echo.Ours : Echo.Another,
    };

    /// <summary>The platform's header ties a message to a message; where the register itself names a request, it must be ours.</summary>
    public void RefuseOtherRequest(string? named)
    {
        if (!string.IsNullOrEmpty(named) && RequestId is not null && !IsOurs(named))
            throw UpstreamUnavailableException.Indeterminate("another request");
    }

    /// <summary>Nobody else may be in the answer, whatever else it says.</summary>
    public void RefuseOthers(PersonalNumber? number, OldCardNumber? oldCard)
    {
        if (Number is { } asked && number is { } answered && asked != answered)
            throw new WrongPersonException();
        if (OldCard is { } askedCard && oldCard is { } answeredCard && askedCard != answeredCard)
            throw new WrongPersonException();
    }

    /// <summary>For an answer without data: it must at least be the answer to our request.</summary>
    public void Require(PersonalNumber? number, OldCardNumber? oldCard)
    {
        RefuseOthers(number, oldCard);
        if (Echo == Echo.Another || (Echo == Echo.None && !Names(number, oldCard)))
            throw UpstreamUnavailableException.Indeterminate("unbound");
    }

    /// <summary>For an answer with a person's data, which must name the very number that was asked about.</summary>
    public void RequireNamed(PersonalNumber? number, OldCardNumber? oldCard)
    {
        RefuseOthers(number, oldCard);
        if (Echo == Echo.Another || !Names(number, oldCard))
            throw UpstreamUnavailableException.Indeterminate("unbound");
    }

    private bool Names(PersonalNumber? number, OldCardNumber? oldCard) =>
        Number is not null ? Number == number : OldCard is not null && OldCard == oldCard;

    private bool IsOurs(string named) => string.Equals(named, RequestId, StringComparison.OrdinalIgnoreCase);

    private static Echo EchoOf(string requestId, HttpResponseMessage response, string? header) =>
        header is null || !response.Headers.TryGetValues(header, out var values) ? Echo.None
        : values.ToArray() is [var id] && string.Equals(id, requestId, StringComparison.OrdinalIgnoreCase) ? Echo.Ours
        : Echo.Another;
}
