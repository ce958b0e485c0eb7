using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>What was given cannot be used; the text says what to give instead. It never repeats what may be personal.</summary>
internal sealed class UsageException(BilingualText text, params object[] values) : Exception("What was given cannot be used.")
{
    public BilingualText Text { get; } = text;

    public IReadOnlyList<object> Values { get; } = values;
}
