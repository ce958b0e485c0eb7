namespace HueS.Integration.Identity;

/// <summary>Number of an identity card of the old kind (CMND), 9 digits. A legacy join key: never enough to link by itself.</summary>
internal readonly record struct OldCardNumber
{
    private const int Length = 9;

    private OldCardNumber(string digits) => Digits = digits;

    public string Digits { get; }

    public static bool TryParse(string? text, out OldCardNumber number)
    {
        var read = Identity.Digits.TryRead(text, Length, out var digits);
        number = read ? new(digits!) : default;
        return read;
    }

    public override string ToString() => "OldCardNumber(*********)";
}
