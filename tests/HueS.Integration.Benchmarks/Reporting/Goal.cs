using System.Globalization;

namespace HueS.Integration.Benchmarks.Reporting;

internal enum Bound
{
    AtLeast,
    AtMost,
    Below,
}

/// <summary>What was to be reached, and what was.</summary>
internal sealed record Goal(string Name, double Measured, Bound Bound, double Target)
{
    public bool Met => Bound switch
    {
        Bound.AtLeast => Measured >= Target,
        Bound.AtMost => Measured <= Target,
        Bound.Below => Measured < Target,
        _ => throw new ArgumentOutOfRangeException(nameof(Bound)),
    };

    public string TargetText => Bound switch
    {
        Bound.AtLeast => $">={Text(Target)}",
        Bound.AtMost => $"<={Text(Target)}",
        Bound.Below => $"<{Text(Target)}",
        _ => throw new ArgumentOutOfRangeException(nameof(Bound)),
    };

    public override string ToString() => $"goal {Name} {Text(Measured)} {TargetText} {(Met ? "met" : "missed")}";

    private static string Text(double number) => number.ToString(number >= 1_000 ? "0" : "0.###", CultureInfo.InvariantCulture);
}
