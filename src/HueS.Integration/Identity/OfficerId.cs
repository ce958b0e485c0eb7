namespace HueS.Integration.Identity;

/// <summary>Account of the officer who asks. It may be the officer's own personal number, hence the mask.</summary>
internal readonly record struct OfficerId
{
    /// <summary>The register takes no longer ones.</summary>
    public const int MaxLength = 20;

    private OfficerId(string text) => Text = text;

    public string Text { get; }

    public static bool TryParse(string? text, out OfficerId officer)
    {
        var valid = text is { Length: >= 1 and <= MaxLength } && text.All(IsAllowed);
        officer = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => "OfficerId(***)";

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
