using System.Globalization;
using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks;

internal enum Verb
{
    Help,
    Verification,
    Faults,
    Names,
    Linking,
}

/// <summary>What of the faults is wanted.</summary>
internal enum FaultPart
{
    Mutants,
    Short,
    Hours,
}

/// <summary>What the person asked for.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        HueS.Integration, measured. Each benchmark starts everything it needs on this machine, ends with one line a goal
        (goal NAME MEASURED TARGET met|missed), and fails where one is missed. Everybody in it is invented.

          verification       our verification against pgbench, a bare floor and a direct call, interleaved; memory, allocation, names
          faults             every fault that is promised to be survived, two of them for an hour, and a million spoiled answers of the
                             register; it says first how long that takes
          names              how many pairs of names are compared a second
          linking            how well a million records find their person among a million, and how fast; 15 minutes and 4 GB

          --rounds N         rounds of which the medians are taken, 1 to 50; default: 5
          --seconds N        how long each measurement of a round takes, 1 to 120; default: 5
          --callers N        callers at once, 1 to 256; default: 32, which the goals are meant for
          --full             the long form: 1,000,000 verifications for the memory (default 100,000)
          --count N          so many verifications for the memory, spoiled answers, or records and people; 1,000 to 10,000,000
          --calls N          so many calls a fault, 1 to 100,000; default: 1,000
          --minutes N        how long an hour of a fault lasts, 3 to 60; default: 60. Fewer compress the clock: quota, callers, delays
                             and breaker go by faster in the same measure, so that as many people ask and wait as in an hour
          --only PART        of the faults: mutants, short (each fault for some calls) or hours
          --seed N           which spoiled answers, or which city; default: 1
          --fsync            PostgreSQL flushes to the disk; by default it does not, so that the disk is not what is measured
          --json FILE        the same as JSON
          --help             this text

        Exit codes: 0 every goal met; 1 one missed; 2 not understood, or it could not run; 130 interrupted.
        """;

    public Verb Verb { get; private init; } = Verb.Help;

    public int Rounds { get; private init; } = 5;

    public TimeSpan Length { get; private init; } = TimeSpan.FromSeconds(5);

    public int Callers { get; private init; } = 32;

    public bool Full { get; private init; }

    public int? Count { get; private init; }

    public int? Calls { get; private init; }

    public int Minutes { get; private init; } = 60;

    /// <summary><c>null</c>: everything.</summary>
    public FaultPart? Only { get; private init; }

    public int Seed { get; private init; } = 1;

    public bool Fsync { get; private init; }

    public string? Json { get; private init; }

    /// <exception cref="SandboxException">With a sentence about the first word that was not understood.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var read = new CommandLine();
        for (var at = 0; at < args.Count; at++)
        {
            read = args[at] switch
            {
                "--help" or "-h" or "help" => read with { Verb = Verb.Help },
                "verification" => read with { Verb = Verb.Verification },
                "faults" => read with { Verb = Verb.Faults },
                "names" => read with { Verb = Verb.Names },
                "linking" => read with { Verb = Verb.Linking },
                "--rounds" => read with { Rounds = Number(args, ref at, 1, 50) },
                "--seconds" => read with { Length = TimeSpan.FromSeconds(Number(args, ref at, 1, 120)) },
                "--callers" => read with { Callers = Number(args, ref at, 1, 256) },
                "--full" => read with { Full = true },
                "--count" => read with { Count = Number(args, ref at, 1_000, 10_000_000) },
                "--calls" => read with { Calls = Number(args, ref at, 1, 100_000) },
                "--minutes" => read with { Minutes = Number(args, ref at, 3, 60) },
                "--only" => read with { Only = Part(args, ref at) },
                "--seed" => read with { Seed = Number(args, ref at, 0, int.MaxValue) },
                "--fsync" => read with { Fsync = true },
                "--json" => read with { Json = Path.GetFullPath(Value(args, ref at)) },
                var unknown => throw new SandboxException($"{unknown} is not understood; --help tells what is."),
            };
        }

        return read;
    }

    private static string Value(IReadOnlyList<string> args, ref int at) =>
        ++at < args.Count && args[at].Length > 0 ? args[at] : throw new SandboxException($"{args[at - 1]} wants a value after it.");

    private static FaultPart Part(IReadOnlyList<string> args, ref int at) => Value(args, ref at) switch
    {
        "mutants" => FaultPart.Mutants,
        "short" => FaultPart.Short,
        "hours" => FaultPart.Hours,
        var unknown => throw new SandboxException($"--only wants mutants, short or hours, not {unknown}."),
    };

    private static int Number(IReadOnlyList<string> args, ref int at, int least, int most)
    {
        var (name, value) = (args[at], Value(args, ref at));
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SandboxException($"{name} wants a whole number from {least} to {most}.");
    }
}
