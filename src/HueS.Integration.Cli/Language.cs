using HueS.Integration.Contracts;

namespace HueS.Integration.Cli;

/// <summary>The language people are spoken to in; codes and JSON are the same in both.</summary>
internal enum Language
{
    Vietnamese,
    English,
}

internal static class Languages
{
    public const string Option = "--lang";

    /// <summary>As asked for, else as the environment says, else Vietnamese. Read before anything is parsed, for help is spoken too.</summary>
    public static Language Of(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        for (var at = 0; at < args.Count; at++)
        {
            if (args[at] == Option && at + 1 < args.Count)
                return Of(args[at + 1]);
            if (args[at].StartsWith($"{Option}=", StringComparison.Ordinal))
                return Of(args[at][(Option.Length + 1)..]);
        }

        string[] places = ["HUES_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
        return places.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } said ? Of(said) : Language.Vietnamese;
    }

    public static string Tag(this Language language) => language == Language.English ? "en" : "vi";

    public static string In(this BilingualText text, Language language) => language == Language.English ? text.En : text.Vi;

    public static PeopleText In(this LocalisedText text, Language language) => language == Language.English ? text.En : text.Vi;

    private static Language Of(string tag) => tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.English : Language.Vietnamese;
}
