using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Shouldly;
using Xunit;
using Question = HueS.Integration.Upstreams.Population.RegisterQuestion;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>The gateways against the stubs everyone else uses, so that the two cannot drift apart.</summary>
public sealed class StubbedUpstreams(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Keys() => [.. Personas.All.Where(persona => persona.LookUp != LookUpKind.OtherPerson).Select(persona => persona.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Every_persona_is_answered_as_it_is_meant(string key)
    {
        await using var stubs = await Stubs.StartAsync(new StubOptions(), Cancellation);
        await using var world = await StartAsync(stubs);
        var persona = Personas.All.Single(one => one.Key == key);

        (await world.Register.VerifyAsync(Of(persona), The.Ask(), Cancellation)).ShouldBeOfType(
            persona.Verify ? typeof(VerifyAnswer.Matches) : typeof(VerifyAnswer.DoesNotMatch));
        (await world.Register.LookUpAsync(Of(persona), The.Ask(), Cancellation)).ShouldSatisfy(persona);
        if (persona.VitalStatus == VitalStatus.Unknown)
        {
            var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
                world.Register.VitalStatusAsync(Of(persona), The.Ask(), Cancellation));
            fault.Reason.ShouldBe(UnavailableReason.Indeterminate);
        }
        else
        {
            (await world.Register.VitalStatusAsync(Of(persona), The.Ask(), Cancellation)).GetType().Name.ShouldBe(persona.VitalStatus.ToString());
        }

        stubs.Population.Requests.RequestIds.ShouldBe(await world.IntentsAsync(), ignoreOrder: true);
    }

    [Fact]
    public async Task The_wrong_person_stops_the_route()
    {
        await using var stubs = await Stubs.StartAsync(new StubOptions(), Cancellation);
        await using var world = await StartAsync(stubs);

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Register.LookUpAsync(Of(Personas.WrongPerson), The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.Quarantined);
    }

    [Fact]
    public async Task Another_secret_is_refused_and_is_no_answer()
    {
        await using var stubs = await Stubs.StartAsync(new StubOptions { SecretKey = "another" }, Cancellation);
        await using var world = await StartAsync(stubs);

        await Should.ThrowAsync<UpstreamRefusedException>(() =>
            world.Register.VerifyAsync(Of(Personas.Plain), The.Ask(), Cancellation));
    }

    [Fact]
    public async Task Every_dossier_of_every_persona_can_be_read()
    {
        await using var stubs = await Stubs.StartAsync(new StubOptions(), Cancellation);
        await using var world = await StartAsync(stubs);

        foreach (var number in Personas.All.SelectMany(persona => persona.Dossiers).Select(dossier => dossier.Number))
        {
            (await world.Dossiers.ReadAsync(number, The.Ask(), Cancellation)).ShouldNotBeNull().Number.ShouldBe(number);
        }

        (await world.Dossiers.ReadAsync("000.00.00.H57-991231-9999", The.Ask(), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task In_mixed_weather_an_answer_is_the_true_one_or_none()
    {
        await using var stubs = await Stubs.StartAsync(new StubOptions(), Cancellation);
        await using var world = await StartAsync(
            stubs,
            ("Population:Ndxp:Pipeline:AttemptTimeout", "00:00:00.500"),
            ("Population:Ndxp:Pipeline:BreakerMinimum", "10000"));
        stubs.Population.Weather.Set(
        [
            new Fault(FaultKind.Flaky, 0.15),
            new Fault(FaultKind.Resetting, 0.15),
            new Fault(FaultKind.Truncated, 0.15),
            new Fault(FaultKind.Lying, 0.15, Lie: Lie.MislabelledFormat),
            new Fault(FaultKind.PlatformError, 0.15),
            new Fault(FaultKind.Oversized, 0.05),
            new Fault(FaultKind.Dripping, 0.02, Seconds: 5),
        ]);

        var answered = 0;
        for (var call = 0; call < 60; call++)
        {
            try
            {
                (await world.Register.LookUpAsync(Of(Personas.Plain), The.Ask(), Cancellation)).ShouldSatisfy(Personas.Plain);
                answered++;
            }
            catch (UpstreamUnavailableException fault)
            {
                The.ShouldBeFreeOfSecrets(fault.ToString());
            }
        }

        answered.ShouldBeGreaterThan(0);
        stubs.Population.Requests.RequestIds.Distinct().Count().ShouldBe(stubs.Population.Requests.Total);
        (await world.IntentsAsync()).Count.ShouldBe(stubs.Population.Requests.Total);
    }

    private Task<UpstreamWorld> StartAsync(Stubs stubs, params (string, string)[] settings) => UpstreamWorld.StartAsync(
        databases,
        [
            ("Population:Ndxp:BaseAddress", stubs.PopulationAddress.ToString()),
            ("Population:Ndxp:Username", "hues-stub"),
            ("Population:Ndxp:SecretKey", "not-a-secret"),
            ("Population:Ndxp:Pipeline:Quota:Burst", "10000"),
            ("Dossiers:BaseAddress", stubs.DossiersAddress.ToString()),
            ("Dossiers:Token", "not-a-token"),
            ("Dossiers:Pipeline:Quota:Burst", "10000"),
            .. settings,
        ]);

    private static Question Of(Persona persona) => new(
        persona.OldCard is null ? The.NumberOf(persona.Number) : null,
        persona.OldCard is { } card ? The.CardOf(card) : null,
        The.NameOf(persona.Name),
        The.Date(persona.BirthDate),
        "1.004194",
        The.Officer(The.OfficerAccount),
        null);
}

internal static class PersonaExpectations
{
    public static void ShouldSatisfy(this LookUpAnswer answer, Persona persona)
    {
        switch (persona.LookUp)
        {
            case LookUpKind.Found:
                var person = answer.ShouldBeOfType<LookUpAnswer.Found>().Person;
                person.Number.ShouldBe(The.NumberOf(persona.Number));
                person.Name.ShouldBe(The.NameOf(persona.RegisterName!));
                person.BirthDate.ShouldBe(The.Date(persona.BirthDate));
                person.Sex.ToString().ShouldBe(persona.Sex, StringComparer.OrdinalIgnoreCase);
                break;
            case LookUpKind.None or LookUpKind.EmptyName:
                answer.ShouldBeOfType<LookUpAnswer.NotFound>();
                break;
            case LookUpKind.Replaced:
                answer.ShouldBeOfType<LookUpAnswer.Replaced>().Successor.ShouldBe(The.NumberOf(persona.Successor!));
                break;
            case LookUpKind.OtherPerson:
                throw new ArgumentException("Asking for this persona stops the route.", nameof(persona));
        }
    }
}
