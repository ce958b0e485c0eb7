using System.Globalization;

namespace HueS.Integration.Sandbox;

/// <summary>What the person asked for.</summary>
internal sealed record Arguments
{
    public const int MostClaims = 5_000;

    public const string Usage = """
        HueS.Integration, a sandbox: PostgreSQL, the upstreams, a token issuer and the service in one process, on 127.0.0.1 only.
        Everybody in it is invented. / Mọi người trong đó đều do máy nghĩ ra.

          (no verb)           start everything and wait for Ctrl-C
          demo                verify claims in bad weather, take in the records of five systems and link them, hold all of it
                              against the truth, reconcile with a register that changed, undo that, and exit; three minutes

          --data DIR          keep data here; default: the user's cache
          --port N            the service's port; token issuer and upstreams take the next seven; 0: any free ports
                              default: 5080, for demo 0
          --help              this text

        Without a verb:
          --routes LIST       the ways to the register, in the order in which they are tried, commas between them:
                              ndxp, lgsp-soap, lgsp-json; default: ndxp

        For demo:
          --claims N          how many, up to 5000; default: 2000; one citizen each
          --seed N            which claims; default: 1, and one more with every finished demo on the same data
          --outage SECONDS    how long the register is away in the middle; default: 20
          --out FILE          results as CSV; default: results.csv in the data folder, beside the report of the reconciliation

        A demo that was interrupted is taken up again by the next one on the same data.
        Exit codes: 0 all well; 1 something failed, or the demo found a wrong answer; 2 not understood; 130 interrupted.
        """;

    public static IReadOnlyList<string> UsualRoutes { get; } = ["ndxp"];

    private static IReadOnlyList<string> KnownRoutes { get; } = ["ndxp", "lgsp-soap", "lgsp-json"];

    public bool Help { get; private init; }

    public bool Demo { get; private init; }

    public string? Data { get; private init; }

    public int? Port { get; private init; }

    /// <summary><c>null</c>: not said.</summary>
    public IReadOnlyList<string>? Routes { get; private init; }

    public int? Claims { get; private init; }

    public int? Seed { get; private init; }

    public TimeSpan Outage { get; private init; } = TimeSpan.FromSeconds(20);

    public string? Out { get; private init; }

    /// <exception cref="SandboxException">With a sentence about the first word that was not understood.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var read = new Arguments();
        for (var at = 0; at < args.Count; at++)
        {
            read = args[at] switch
            {
                "--help" or "-h" or "help" => read with { Help = true },
                "demo" => read with { Demo = true },
                "--data" => read with { Data = Path.GetFullPath(Value(args, ref at)) },
                "--port" => read with { Port = Number(args, ref at, 0, 65_528) },
                "--routes" => read with { Routes = RouteNames(args, ref at) },
                "--claims" => read with { Claims = Number(args, ref at, 1, MostClaims) },
                "--seed" => read with { Seed = Number(args, ref at, 0, int.MaxValue) },
                "--outage" => read with { Outage = TimeSpan.FromSeconds(Number(args, ref at, 0, 600)) },
                "--out" => read with { Out = Path.GetFullPath(Value(args, ref at)) },
                var unknown => throw new SandboxException($"{unknown} is not understood; --help tells what is."),
            };
        }

        if (!read.Demo && (read.Claims, read.Seed, read.Out) != (null, null, null))
            throw new SandboxException("--claims, --seed and --out belong to demo.");
        // The demo takes its one route away to show what follows; another one would answer in its place.
        if (read is { Demo: true, Routes: not null })
            throw new SandboxException("--routes does not belong to demo, which goes by ndxp alone.");
        return read;
    }

    private static string Value(IReadOnlyList<string> args, ref int at) =>
        ++at < args.Count && args[at].Length > 0 ? args[at] : throw new SandboxException($"{args[at - 1]} wants a value after it.");

    private static string[] RouteNames(IReadOnlyList<string> args, ref int at)
    {
        var names = Value(args, ref at).Split(',', StringSplitOptions.TrimEntries);
        return names.All(KnownRoutes.Contains) && names.Distinct().Count() == names.Length
            ? names
            : throw new SandboxException($"--routes wants {string.Join(", ", KnownRoutes)} or some of them, each once, with commas between them.");
    }

    private static int Number(IReadOnlyList<string> args, ref int at, int least, int most)
    {
        var (name, value) = (args[at], Value(args, ref at));
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SandboxException($"{name} wants a whole number from {least} to {most}.");
    }
}
