using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>One caller's verification from its first question to its outcome. Whoever gets no answer asks again with the same key.</summary>
internal sealed class FaultCall(string key, Citizen citizen, bool isRight)
{
    private HttpStatusCode? _first;
    private Contracts.Verification? _known;
    private bool _wasWrong;

    /// <summary>Until the first answer, or until the connection was gone.</summary>
    public TimeSpan Took { get; private set; }

    public bool IsSettled => _known is { State: VerificationState.Settled };

    /// <param name="mayTurnAway">Whether being told to come back, or losing the connection, is an answer in this fault.</param>
    public bool IsAnswered(bool mayTurnAway) => _first is HttpStatusCode.OK or HttpStatusCode.Accepted || mayTurnAway;

    public bool IsWrong(bool mayEndWithPerson) =>
        _wasWrong || (_known is { State: VerificationState.Settled } && !IsDeserved(_known.Outcome, mayEndWithPerson));

    public async Task AskAsync(HttpClient node, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        _first = await PostAsync(node, cancellationToken);
        Took = TimeProvider.System.GetElapsedTime(start);
        // An outcome told at once has to hold: a later look must not be what saves it.
        _wasWrong = IsSettled && !IsDeserved(_known!.Outcome, mayEndWithPerson: true);
    }

    /// <summary>Asks how it stands; where nothing is known of it, the question is put again.</summary>
    public async Task LookAsync(HttpClient node, CancellationToken cancellationToken)
    {
        if (_known is null)
        {
            await PostAsync(node, cancellationToken);
            return;
        }

        try
        {
            using var response = await node.GetAsync(new Uri($"/v1/verifications/{_known.Id}", UriKind.Relative), cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
                _known = await ReadAsync(response, cancellationToken);
        }
        catch (Exception e) when (IsLost(e, cancellationToken))
        {
            // The node is gone; the next look goes to another.
        }
    }

    private async Task<HttpStatusCode?> PostAsync(HttpClient node, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications") { Content = JsonContent.Create(Body()) };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await node.SendAsync(request, cancellationToken);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
                _known = await ReadAsync(response, cancellationToken);
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

    private object Body() => new
    {
        purpose = FaultWorld.Purpose,
        caseReference = "H57-2026/00001",
        officer = "cb.001",
        subject = new
        {
            number = citizen.Number,
            name = citizen.FullName,
            birthDate = isRight ? citizen.BirthDate : citizen.BirthDate[..8] + (citizen.BirthDate[8..] == "09" ? "08" : "09"),
        },
    };

    private bool IsDeserved(Contracts.Outcome outcome, bool mayEndWithPerson) =>
        outcome == (isRight ? Contracts.Outcome.Verified : Contracts.Outcome.NotFound) || (mayEndWithPerson && outcome == Contracts.Outcome.NeedsPerson);

    private static async Task<Contracts.Verification> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await response.Content.ReadFromJsonAsync<Contracts.Verification>(JsonSerializerOptions.Web, cancellationToken))!;
}
