namespace HueS.Integration.Client;

/// <summary>
/// No answer of the service, or none that can be read. Nothing is known about what was asked: a call with an idempotency key
/// may be made again with the same one.
/// </summary>
public sealed class HuesUnreachableException : HuesException
{
    internal HuesUnreachableException(HuesParty party, string reason, Exception? inner = null)
        : base($"The {(party == HuesParty.Issuer ? "token issuer" : "service")} gave no usable answer: {reason}.", inner) =>
        (Party, Reason) = (party, reason);

    /// <summary>Who gave none.</summary>
    public HuesParty Party { get; }

    /// <summary>Code of why, such as <c>timeout</c>, <c>connection_error</c>, <c>name_resolution_error</c>, <c>secure_connection_error</c>, <c>unreadable_answer</c>, <c>torn_answer</c> or <c>http_502</c>.</summary>
    public string Reason { get; }

    internal static HuesUnreachableException Of(HuesParty party, HttpRequestException unreachable) =>
        new(party, HuesJson.Code(unreachable.HttpRequestError is HttpRequestError.Unknown ? HttpRequestError.ConnectionError : unreachable.HttpRequestError), unreachable);
}
