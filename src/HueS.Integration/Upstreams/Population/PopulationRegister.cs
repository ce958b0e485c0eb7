using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace HueS.Integration.Upstreams.Population;

/// <summary>
/// The national population register, by whichever route answers. Every verb ends in an answer about the person asked about,
/// or in an <see cref="UpstreamException"/>, which says nothing about anybody.
/// </summary>
internal sealed class PopulationRegister(
    RegisterRoutes routes,
    RouteQuarantine quarantine,
    TimeProvider time,
    ILogger<PopulationRegister> logger)
{
    private static readonly Query<VerifyAnswer> Verify = new(
        RegisterOperation.Verify, "verify", (adapter, body, binding) => adapter.ReadVerify(body, binding));

    private static readonly Query<LookUpAnswer> LookUp = new(
        RegisterOperation.LookUp, "look-up", (adapter, body, binding) => adapter.ReadLookUp(body, binding));

    private static readonly Query<VitalAnswer> VitalStatus = new(
        RegisterOperation.VitalStatus, "vital-status", (adapter, body, binding) => adapter.ReadVital(body, binding));

    private sealed record Query<T>(RegisterOperation Operation, string Name, Func<IRouteAdapter, byte[], Binding, T> Read);

    /// <summary>Does number, name and birth date belong together? The least that can be asked.</summary>
    public Task<VerifyAnswer> VerifyAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken) =>
        AskAsync(Verify, question, ask, cancellationToken);

    public Task<LookUpAnswer> LookUpAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken) =>
        AskAsync(LookUp, question, ask, cancellationToken);

    /// <summary>Is the person alive? A look-up does not tell.</summary>
    public Task<VitalAnswer> VitalStatusAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken) =>
        AskAsync(VitalStatus, question, ask, cancellationToken);

    private async Task<T> AskAsync<T>(Query<T> query, RegisterQuestion question, Ask ask, CancellationToken cancellationToken)
    {
        UpstreamException? fault = null;
        ask = ask with { Waits = new TurnWaits() };
        for (var place = 0; ; place++)
        {
            var route = routes.All[place];
            var isLast = place == routes.All.Count - 1;
            var until = Failover.Until(time.GetUtcNow(), ask.Deadline, route.Pipeline.AttemptTimeout, isLast);
            try
            {
                return await AskAsync(route, query, question, ask with { Deadline = until, MayGoElsewhere = !isLast }, cancellationToken);
            }
            catch (UpstreamException failed) when (Failover.MayAskElsewhere(failed))
            {
                fault = Failover.MoreUseful(fault, failed);
            }

            if (isLast || ask.Deadline <= time.GetUtcNow())
                throw fault;
            Log.FailedOver(logger, route.Name, query.Name, routes.All[place + 1].Name);
        }
    }

    private async Task<T> AskAsync<T>(
        RegisterRoute route,
        Query<T> query,
        RegisterQuestion question,
        Ask ask,
        CancellationToken cancellationToken)
    {
        await quarantine.RefuseIfStoppedAsync(route.Name, ask.Pool, cancellationToken);
        return await route.Pipeline.RunAsync(
            query.Name,
            ask,
            (requestId, token) => AttemptAsync(route, query, question, requestId, ask, token),
            cancellationToken);
    }

    private async Task<T> AttemptAsync<T>(
        RegisterRoute route,
        Query<T> query,
        RegisterQuestion question,
        string requestId,
        Ask ask,
        CancellationToken cancellationToken)
    {
        using var response = await route.Adapter.SendAsync(query.Operation, question, requestId, ask, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            var answer = query.Read(route.Adapter, body, Binding.Of(question, requestId, response, route.Adapter.EchoHeader));
            await quarantine.ClearAsync(ask, query.Name);
            return answer;
        }
        catch (WrongPersonException)
        {
            if (!await quarantine.StopAsync(new Incident(route.Name, query.Name, requestId, Hash(route, body), ask.ClientId, ask.SubjectId)))
                throw new MixedUpRecordException();
            throw;
        }
    }

    // A body is short and its shape known: without a key its hash would give the number away. The secret both sides hold
    // lets the other side find the same answer in its own archive.
    private static byte[] Hash(RegisterRoute route, byte[] body) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(route.Adapter.SharedSecret), body);
}
