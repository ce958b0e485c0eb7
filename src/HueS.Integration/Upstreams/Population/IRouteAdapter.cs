namespace HueS.Integration.Upstreams.Population;

/// <summary>
/// Speaks one route's language. What it does not understand for certain ends in an <see cref="UpstreamException"/>; what an
/// answer is tied to its question by, the <see cref="Binding"/> decides for all routes alike.
/// </summary>
internal interface IRouteAdapter
{
    /// <summary>The header in which this route names the request it answers; <c>null</c> where the body does.</summary>
    string? EchoHeader { get; }

    /// <summary>What both sides hold. It keys the hash of an answer that showed someone else.</summary>
    string SharedSecret { get; }

    /// <summary>Puts the question once. What is returned has passed every check that status and headers allow.</summary>
    Task<HttpResponseMessage> SendAsync(
        RegisterOperation operation,
        RegisterQuestion question,
        string requestId,
        Ask ask,
        CancellationToken cancellationToken);

    VerifyAnswer ReadVerify(byte[] body, Binding binding);

    LookUpAnswer ReadLookUp(byte[] body, Binding binding);

    VitalAnswer ReadVital(byte[] body, Binding binding);
}
