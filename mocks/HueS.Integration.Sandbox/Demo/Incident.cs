using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>
/// The register answers with another citizen's data: no outcome, the route stops, an operator releases it once the register is mended.
/// </summary>
internal sealed class Incident(Stubs stubs, Caller portal, Caller operators, Progress progress)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private IReadOnlyList<Guid> _mended = [];

    /// <summary>Keeps the incident for its own place in the story, though an interrupted run may have left it half told.</summary>
    public async Task PreventAsync(CancellationToken cancellation)
    {
        await MendAsync(cancellation);
        foreach (var route in (await operators.RegisterAsync(cancellation)).Routes.Where(route => route.Quarantined))
        {
            progress.Say($"Đường {route.Name} còn bị chặn từ lần trước, được mở lại · Route {route.Name} was still stopped from before and is released.");
            await operators.ReleaseAsync(route.Name, cancellation);
        }
    }

    /// <summary><c>true</c>: contained and resolved.</summary>
    public async Task<bool> TellAsync(DemoRun run, CancellationToken cancellation)
    {
        progress.Say("\nSự cố: CSDL trả dữ liệu người khác · Incident: the register answers with another citizen's data");
        Break();
        var claim = Claims.From(SandboxCity.Instance, [Personas.WrongPerson], 1, run.Seed, withWrongPerson: true)[0];
        var check = await portal.VerifyAsync(claim, $"{run.Id}-incident", cancellation);
        var stopped = (await operators.RegisterAsync(cancellation)).Routes.Where(route => route.Quarantined).ToList();
        progress.Say($"  Yêu cầu · the check      {Results.Code<Outcome?>(check.Outcome)} ({check.Pending?.Reason ?? "-"}): không kết luận gì về người dân · nothing is said about the citizen");
        progress.Say($"  Đường · the route        {(stopped.Count > 0 ? $"{stopped[0].Name}: bị chặn · stopped" : "KHÔNG bị chặn · NOT stopped")}");

        await MendAsync(cancellation);
        foreach (var route in stopped)
            await operators.ReleaseAsync(route.Name, cancellation);
        progress.Say("  CSDL đã sửa, người vận hành mở lại · the register is mended, and the operator releases the route");

        var settled = await UntilSettledAsync(check, cancellation);
        progress.Say($"  Yêu cầu · the check      {Results.Code<Outcome?>(settled.Outcome)}");
        return stopped.Count > 0 && check.Outcome == Outcome.Pending && settled.State == VerificationState.Settled;
    }

    private async Task<Contracts.Verification> UntilSettledAsync(Contracts.Verification check, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (check.State == VerificationState.Pending && TimeProvider.System.GetElapsedTime(start) < Bound)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellation);
            check = await portal.ReadAsync(check.Id, cancellation);
        }

        return check;
    }

    /// <summary>Puts mappings before the persona's own that answer with the right number.</summary>
    private async Task MendAsync(CancellationToken cancellation)
    {
        var (persona, server) = (Personas.WrongPerson, stubs.Population.Server);
        var file = Path.Combine(AppContext.BaseDirectory, "mocks", "population", $"{persona.Key}.json");
        var wrong = await File.ReadAllTextAsync(file, cancellation);
        var right = wrong
            .Replace(persona.AnswersWith!, persona.Number, StringComparison.Ordinal)
            .Replace("\"Priority\": 10", "\"Priority\": 1", StringComparison.Ordinal);
        var before = server.MappingModels.Select(mapping => mapping.Guid).ToHashSet();
        server.WithMapping(right);
        _mended = [.. server.MappingModels.Select(mapping => mapping.Guid).Where(guid => !before.Contains(guid)).OfType<Guid>()];
    }

    private void Break()
    {
        foreach (var mapping in _mended)
            stubs.Population.Server.DeleteMapping(mapping);
    }

}
