using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>One caller's verification from its first question to its outcome. Whoever gets no answer asks again with the same key.</summary>
internal sealed class FaultCall(string key, Citizen citizen, bool isRight)
{
    private const int Looks = 40;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private HttpStatusCode? _first;
    private Contracts.Verification? _known;
    private Contracts.Outcome? _told;
    private bool _wasWrong;

    /// <summary>As the service named it; <c>null</c> until it did.</summary>
    public Guid? Id => _known?.Id;

    /// <summary>Until the first answer, or until the connection was gone.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Whether the first answer was a place in the queue.</summary>
    public bool WasPutOff => _first == HttpStatusCode.Accepted;

    public bool IsSettled => _known is { State: VerificationState.Settled };

    /// <param name="mayTurnAway">Whether being told to come back, or losing the connection, is an answer in this fault. Nothing else is.</param>
    public bool IsAnswered(bool mayTurnAway) =>
        _first is HttpStatusCode.OK or HttpStatusCode.Accepted || (mayTurnAway && (_first is null or HttpStatusCode.ServiceUnavailable));

    public bool IsWrong(bool mayEndWithPerson) =>
        _wasWrong || (_known is { State: VerificationState.Settled } && !IsDeserved(_known.Outcome, mayEndWithPerson));

    /// <param name="node">Whom it asks.</param>
    /// <param name="asynchronously">A place in the queue is all it wants.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task AskAsync(HttpClient node, bool asynchronously, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        _first = await PostAsync(node, asynchronously, cancellationToken);
        Took = TimeProvider.System.GetElapsedTime(start);
        // An outcome told at once has to hold: a later look must not be what saves it.
        _wasWrong = IsSettled && !IsDeserved(_known!.Outcome, mayEndWithPerson: true);
    }

    /// <summary>Asks how it stands; where nothing is known of it, the question is put again.</summary>
    public async Task LookAsync(HttpClient node, CancellationToken cancellationToken)
    {
        if (_known is null)
            await PostAsync(node, asynchronously: false, cancellationToken);
        else if (await GetAsync(node, _known.Id, cancellationToken) is { } current)
            Note(current);
    }

    /// <summary>Once all is over: what was told has to be what is kept.</summary>
    public async Task ConfirmAsync(HttpClient node, CancellationToken cancellationToken)
    {
        if (_known is null)
            return;
        var kept = await GetAsync(node, _known.Id, cancellationToken);
        for (var look = 1; kept is null && look < Looks; look++)
        {
            await Task.Delay(BetweenLooks, cancellationToken);
            kept = await GetAsync(node, _known.Id, cancellationToken);
        }

        _wasWrong |= kept is null || (_told is { } told && kept.Outcome != told);
    }

    /// <summary>What the service says of it; <c>null</c> where the node is gone or knows nothing of it.</summary>
    private static async Task<Contracts.Verification?> GetAsync(HttpClient node, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await node.GetAsync(new Uri($"/v1/verifications/{id}", UriKind.Relative), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK ? await ReadAsync(response, cancellationToken) : null;
        }
        catch (Exception e) when (IsLost(e, cancellationToken))
        {
            return null;
        }
    }

    private void Note(Contracts.Verification said)
    {
        _known = said;
        if (said.State == VerificationState.Settled)
            _told ??= said.Outcome;
    }

    private async Task<HttpStatusCode?> PostAsync(HttpClient node, bool asynchronously, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications") { Content = JsonContent.Create(Body()) };
        request.Headers.Add("Idempotency-Key", key);
        if (asynchronously)
            request.Headers.Add("Prefer", "respond-async");
        try
        {
            using var response = await node.SendAsync(request, cancellationToken);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
                Note(await ReadAsync(response, cancellationToken));
            return response.StatusCode;
        }
        catch (Exception e) when (IsLost(e, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>The connection ended, or nobody answered for so long that the caller gave up.</summary>
    private static bool IsLost(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private object Body() => FaultClaim.Of(
        citizen.Number,
        citizen.FullName,
        isRight ? citizen.BirthDate : citizen.BirthDate[..8] + (citizen.BirthDate[8..] == "09" ? "08" : "09"));

    private bool IsDeserved(Contracts.Outcome outcome, bool mayEndWithPerson) =>
        outcome == (isRight ? Contracts.Outcome.Verified : Contracts.Outcome.NotFound) || (mayEndWithPerson && outcome == Contracts.Outcome.NeedsPerson);

    private static async Task<Contracts.Verification> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await response.Content.ReadFromJsonAsync<Contracts.Verification>(JsonSerializerOptions.Web, cancellationToken))!;
}
