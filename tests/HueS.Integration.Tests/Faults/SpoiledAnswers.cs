using HueS.Integration.Benchmarks.Faults.Mutants;
using HueS.Integration.Mocks;
using HueS.Integration.Upstreams;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

public sealed class SpoiledAnswers
{
    private const int Mutants = 20_000;
    private const int Seed = 1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_an_answer_is_spoiled_nothing_crashes_nobody_is_verified_by_it_and_no_error_names_anyone()
    {
        var specimens = await RouteSpecimens.AllAsync(Cancellation);

        var result = new MutationRun(specimens, Seed).Run(0, Mutants, Cancellation);

        result.Faults.ShouldBeEmpty($"seed {Seed}");
        // Spoiling that spoils nothing, or everything, would prove nothing.
        result.Refused.ShouldBeGreaterThan(Mutants / 2);
        result.Verified.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Every_personas_every_answer_is_a_specimen_and_only_those_the_register_vouches_for_verify()
    {
        var specimens = await RouteSpecimens.AllAsync(Cancellation);

        // Answers about another person are refused as they are.
        foreach (var route in (string[])["ndxp", "lgsp-soap", "lgsp-json"])
        {
            foreach (var persona in Personas.All.Where(persona => persona.AnswersWith is null))
            {
                bool Verifies(string operation) => specimens.Single(specimen => specimen.Name == $"{route} {persona.Key}: {operation}").Verifies;

                Verifies("verify").ShouldBe(persona.Verify, persona.Key);
                Verifies("vital status").ShouldBe(persona.VitalStatus == VitalStatus.Alive, persona.Key);
                // A name that lost its marks may be another's: the register's word alone is not enough.
                Verifies("look-up").ShouldBe(persona.LookUp == LookUpKind.Found && persona != Personas.MarksLost, persona.Key);
            }
        }

        specimens.Where(specimen => specimen.Name.EndsWith("someone else", StringComparison.Ordinal)).ShouldAllBe(specimen => !specimen.Verifies);
    }

    [Fact]
    public async Task The_same_seed_and_number_give_the_same_mutant()
    {
        var answers = (await RouteSpecimens.AllAsync(Cancellation)).Select(specimen => specimen.Answer).ToList();

        for (var seed = 0; seed < 200; seed++)
        {
            var (once, again) = (new Mutator(new Random(seed), answers).Mutate(answers[0]), new Mutator(new Random(seed), answers).Mutate(answers[0]));
            once.Answer.ShouldBe(again.Answer);
            once.Header.ShouldBe(again.Header);
        }
    }

    [Theory]
    [InlineData("wrong yes")]
    [InlineData("crash")]
    [InlineData("leak")]
    public void A_reader_that_is_at_fault_is_found_out(string fault)
    {
        Reading Read(byte[] answer, Header header) => fault switch
        {
            "wrong yes" => Reading.Verified,
            "crash" => throw new InvalidOperationException("at fault"),
            _ => throw UpstreamUnavailableException.Protocol(Personas.Plain.Number),
        };

        var result = new MutationRun([new Specimen("at fault", "nowhere", "<a/>"u8.ToArray(), Read)], Seed).Run(0, 10, Cancellation);

        result.Faults.Count.ShouldBe(10);
        result.Faults.ShouldAllBe(found => found.StartsWith(fault, StringComparison.Ordinal));
    }
}
