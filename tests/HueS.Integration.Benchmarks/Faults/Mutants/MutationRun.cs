using System.Collections.Concurrent;
using HueS.Integration.Mocks;
using HueS.Integration.Upstreams;

namespace HueS.Integration.Benchmarks.Faults.Mutants;

/// <summary>What came of many mutants.</summary>
/// <param name="Mutants">How many were read.</param>
/// <param name="Refused">No answer, in our own words.</param>
/// <param name="Verified">Still a yes, from an answer that was one.</param>
/// <param name="Faults">Crashes, wrong yeses and leaks: which, where, and the mutant's number.</param>
internal sealed record MutationResult(int Mutants, int Refused, int Verified, IReadOnlyList<string> Faults);

/// <summary>Reads mutant after mutant. A mutant is its seed and its number: the same two give the same bytes everywhere.</summary>
internal sealed class MutationRun(IReadOnlyList<Specimen> specimens, int seed)
{
    private static readonly string[] Secrets =
    [
        .. Personas.All
            .SelectMany(persona => (string?[])[persona.Number, persona.OldCard, persona.Name, persona.UpstreamName, persona.RegisterName, persona.Successor])
            .OfType<string>()
            .Where(secret => secret.Length > 0)
            .Concat(Personas.All.SelectMany(persona => Written(persona.BirthDate))),
    ];

    private readonly Dictionary<string, byte[][]> _answers =
        specimens.GroupBy(specimen => specimen.Route).ToDictionary(route => route.Key, route => route.Select(specimen => specimen.Answer).ToArray());
    private readonly ConcurrentDictionary<string, bool> _clean = new();
    private readonly ConcurrentBag<string> _faults = [];
    private int _mutants;
    private int _refused;
    private int _verified;

    /// <summary>Reads these, and says what came of all that were read by this run.</summary>
    /// <param name="first">Number of the first mutant.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public MutationResult Run(int first, int count, CancellationToken cancellationToken)
    {
        Parallel.For(first, first + count, new ParallelOptions { CancellationToken = cancellationToken }, Read);
        _mutants += count;
        return new MutationResult(_mutants, _refused, _verified, [.. _faults.Order(StringComparer.Ordinal)]);
    }

    private void Read(int number)
    {
        var specimen = specimens[number % specimens.Count];
        // Neighbouring seeds must not give neighbouring dice.
        var (answer, header) = new Mutator(new Random(HashCode(seed, number)), _answers[specimen.Route]).Mutate(specimen.Answer);
        try
        {
            if (specimen.Read(answer, header) != Reading.Verified)
                return;
            Interlocked.Increment(ref _verified);
            if (!specimen.Verifies)
                _faults.Add($"wrong yes: {specimen} (seed {seed}, mutant {number})");
        }
        catch (UpstreamException refusal)
        {
            Interlocked.Increment(ref _refused);
            if (!IsClean(refusal))
                _faults.Add($"leak: {specimen} (seed {seed}, mutant {number})");
        }
#pragma warning disable CA1031 // Whatever else is thrown is what is looked for.
        catch (Exception crash)
#pragma warning restore CA1031
        {
            _faults.Add($"crash: {specimen}, {crash.GetType().Name} (seed {seed}, mutant {number})");
        }
    }

    /// <summary>A birth date as anyone writes it.</summary>
    private static string[] Written(string date) =>
        [date, date.Replace("-", "", StringComparison.Ordinal), string.Join('/', date.Split('-').Reverse()), string.Join('-', date.Split('-').Reverse())];

    private bool IsClean(UpstreamException refusal) =>
        refusal.InnerException is null
        && _clean.GetOrAdd(refusal.Message, message => !Secrets.Any(secret => message.Contains(secret, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The same on every machine and in every run, which the runtime's own is not.</summary>
    private static int HashCode(int seed, int number)
    {
        unchecked
        {
            var hash = ((uint)seed * 0x9E37_79B1) ^ ((uint)number * 0x85EB_CA6B);
            return (int)((hash ^ (hash >> 15)) * 0x2C1B_3C6D);
        }
    }
}
