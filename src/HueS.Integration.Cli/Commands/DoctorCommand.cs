using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using HueS.Integration.Cli.SignIn;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Looks at everything a command needs, from here outwards, and says of each part what to do about it.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(30);

    public static Command Of(Frame frame) => frame.Verb(
        "doctor",
        Texts.Doctor,
        ["hues doctor", "hues doctor --context test --json"],
        [],
        async (call, cancellationToken) =>
        {
            var context = call.Contexts.Get(call.ContextName);
            var examined = new Examined(call.Session);
            examined.Say("context", true, examined.Words(Texts.DoctorContext, context.Server, context.ClientId));
            if (!await ServerAsync(call, context, examined, cancellationToken))
                return Exit.Unreachable;
            if (await TokenAsync(call, context, examined, cancellationToken))
                await RegisterAsync(call, examined, cancellationToken);
            if (examined.Bad == 0)
                call.Session.Note(Texts.DoctorWell);
            return examined.Bad == 0 ? Exit.Done : Exit.Findings;
        });

    private static async Task<bool> ServerAsync(Call call, ServerContext context, Examined examined, CancellationToken cancellationToken)
    {
        Readiness ready;
        try
        {
            ready = await call.Client.Service.ReadinessAsync(cancellationToken);
        }
        catch (HuesUnreachableException silent)
        {
            examined.Say(
                "connection", false, examined.Words(Texts.DoctorSilent, silent.Reason), examined.Words(Texts.DoctorSilentStep, context.Server));
            return false;
        }

        examined.Say("connection", true, Texts.DoctorConnected);
        if (ready.ServerTime is { } serverTime)
        {
            var apart = (call.Session.Around.Time.GetUtcNow() - serverTime).Duration();
            var well = apart <= ClockTolerance;
            examined.Say("clock", well, examined.Words(Texts.DoctorClock, Math.Floor(apart.TotalSeconds)), well ? null : Texts.DoctorClockStep);
        }

        foreach (var (part, state) in ready.Checks)
        {
            var well = state == "healthy";
            examined.Say(part, well, examined.Words(well ? Texts.DoctorPart : Texts.DoctorPartBad, part), well ? null : part switch
            {
                "database" => Texts.DoctorDatabaseStep,
                "key_ring" => Texts.DoctorKeysStep,
                _ => Texts.DoctorServingStep,
            });
        }

        return true;
    }

    private static async Task<bool> TokenAsync(Call call, ServerContext context, Examined examined, CancellationToken cancellationToken)
    {
        try
        {
            var until = await call.Client.Service.SignInAsync(cancellationToken);
            examined.Say("token", true, examined.Words(Texts.DoctorToken, Session.Moment(until)));
            return true;
        }
        catch (HuesTokenException refused)
        {
            examined.Say("token", false, examined.Words(Texts.DoctorTokenBad, refused.Code), Texts.DoctorTokenStep);
        }
        catch (HuesUnreachableException silent)
        {
            examined.Say(
                "token", false, examined.Words(Texts.DoctorTokenBad, silent.Reason), examined.Words(Texts.DoctorIssuerStep, context.TokenAddress));
        }

        return false;
    }

    private static async Task RegisterAsync(Call call, Examined examined, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var route in (await call.Client.Register.ReadAsync(cancellationToken)).Routes)
                Route(route, examined, call.Session);
        }
        catch (HuesProblemException refused) when (refused.Code == "forbidden")
        {
            examined.Say("register", true, Texts.DoctorNotAllowed);
        }
        catch (HuesException stopped)
        {
            var code = stopped is HuesProblemException refused ? refused.Code : stopped is HuesUnreachableException silent ? silent.Reason : "token";
            examined.Say("register", false, examined.Words(Texts.DoctorRegisterBad, code), examined.Words(Texts.DoctorRegisterStep, code));
        }
    }

    private static void Route(RegisterRoute route, Examined examined, Session session)
    {
        var check = $"route {route.Name}";
        if (route.Quarantined)
            examined.Say(
                check,
                false,
                examined.Words(Texts.DoctorQuarantined, route.Name, route.QuarantineReason ?? (route.QuarantineCause is { } cause ? HuesJson.Code(cause) : "?")),
                examined.Words(Texts.DoctorQuarantinedStep, route.Name));
        else if (route.Breaker.State == BreakerState.Open)
            examined.Say(check, false, examined.Words(Texts.DoctorBreaker, route.Name), Texts.DoctorBreakerStep);
        else if (route.Quota.LeftToday is 0)
            examined.Say(check, false, examined.Words(Texts.DoctorUsedUp, route.Name), Texts.DoctorUsedUpStep);
        else
            examined.Say(check, true, examined.Words(
                Texts.DoctorRoute, route.Name, route.Quota.LeftToday is { } left ? session.Number(left) : session.In(Texts.Unlimited)));
    }

    /// <summary>What was looked at so far.</summary>
    private sealed class Examined(Session session)
    {
        public int Bad { get; private set; }

        public BilingualText Words(BilingualText text, params object[] values) =>
            new(string.Format(null, text.Vi, values), string.Format(null, text.En, values));

        public void Say(string check, bool well, BilingualText text, BilingualText? nextStep = null)
        {
            Bad += well ? 0 : 1;
            if (session.AsJson)
            {
                session.Around.Output.WriteLine(JsonSerializer.Serialize(new DoctorLine(check, well, text, nextStep), DoctorJson.Default.DoctorLine));
                return;
            }

            session.Line($"{(well ? "✓" : "✗")} {session.In(Texts.Plain, text.In(session.Language))}");
            if (nextStep is not null)
                session.Line($"    {session.In(Texts.NextStep, nextStep.In(session.Language))}");
        }
    }
}

/// <summary>One line of the doctor, as JSON.</summary>
internal sealed record DoctorLine(string Check, bool Well, BilingualText Text, BilingualText? NextStep);

[JsonSerializable(typeof(DoctorLine))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class DoctorJson : JsonSerializerContext;
