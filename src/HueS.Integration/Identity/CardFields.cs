using System.Globalization;
using System.Text;

namespace HueS.Integration.Identity;

/// <summary>Sorts the fields of a card's QR code by what they look like, for scanners leave some out.</summary>
internal sealed class CardFields
{
    private const int MaxLength = 1000;

    private static readonly string[] Documented = ["number", "old_card", "name", "birth_date", "sex", "address", "issued_on"];

    private readonly List<string> notUnderstood = [];
    private readonly List<BirthDate> dates = [];
    private int texts;
    private bool unreadFigures;

    private CardFields()
    {
    }

    public PersonalNumber? Number { get; private set; }

    public OldCardNumber? OldCard { get; private set; }

    public PersonName? Name { get; private set; }

    public BirthDate? BirthDate { get; private set; }

    public Sex Sex { get; private set; }

    public string? Address { get; private set; }

    public DateOnly? IssuedOn { get; private set; }

    public IReadOnlyList<string> NotUnderstood => notUnderstood;

    public static CardFields Read(string? text)
    {
        var card = new CardFields();
        var fields = Split(text);
        if (IsDoubled(fields))
        {
            card.notUnderstood.Add("doubled");
            return card;
        }

        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Length > 0 && !card.Take(fields[i]))
                card.notUnderstood.Add(fields.Length == Documented.Length ? Documented[i] : string.Create(CultureInfo.InvariantCulture, $"field_{i + 1}"));
        }

        card.TellDatesApart();
        card.NameTheMissing();
        return card;
    }

    private static string[] Split(string? text)
    {
        // Half a surrogate pair makes Normalize throw; no letter on a card needs one.
        if (text is null || text.Length > MaxLength || text.Any(char.IsSurrogate))
            return [];
        var composed = text.Trim().Normalize(NormalizationForm.FormC);
        return composed.Split(Delimiter(composed), StringSplitOptions.TrimEntries);
    }

    // The sign after the leading number, for the 2024 card may use another; commas and dots belong to addresses.
    private static char Delimiter(string text)
    {
        var end = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return end > 0 && !char.IsLetterOrDigit(text[end]) && text[end] is not (' ' or ',' or '.') ? text[end] : '|';
    }

    /// <summary>A scanner that types like a keyboard pastes the code twice when it is triggered twice.</summary>
    private static bool IsDoubled(string[] fields) =>
        fields.Length > Documented.Length
        && PersonalNumber.TryParse(fields[0], out var number)
        && fields.Skip(1).Any(field => field.Contains(number.Digits, StringComparison.Ordinal));

    private bool Take(string field)
    {
        if (PersonalNumber.TryParse(field, out var number))
        {
            // Cards of 2012 to 2016 bore the personal number already: it may stand in the old number's place too.
            var first = Number is null;
            Number ??= number;
            return first || Number == number;
        }

        if (OldCardNumber.TryParse(field, out var oldCard))
        {
            OldCard ??= oldCard;
            return OldCard == oldCard;
        }

        if (Identity.BirthDate.TryParseWire(field, out var date))
        {
            dates.Add(date);
            return dates.Count <= 2;
        }

        if (Sex == Sex.Unknown && SexOf(field) is var sex && sex != Sex.Unknown)
        {
            Sex = sex;
            return true;
        }

        if (field.Any(char.IsLetter))
            return TakeText(field);

        unreadFigures = true;
        return false;
    }

    /// <summary>The first text is the name, the second the address; a name that cannot be read is not replaced by the address.</summary>
    private bool TakeText(string field)
    {
        // A garbled number must not stand in for the name.
        if (texts == 0 && field.Any(char.IsDigit))
            return false;

        switch (++texts)
        {
            case 1:
                var read = PersonName.TryParse(field, out var name, out _);
                Name = name;
                return read;
            case 2:
                Address = field;
                return true;
            default:
                return false;
        }
    }

    private void TellDatesApart()
    {
        // Beside figures that make no date, the only date may as well be the day of issue.
        if (dates.Count == 0 || (dates.Count == 1 && unreadFigures))
            return;

        // Whatever the order of fields: nobody got a card before being born.
        dates.Sort(static (a, b) => string.CompareOrdinal(a.ToIso(), b.ToIso()));
        BirthDate = dates[0];
        if (dates.Count > 1 && dates[1] is { Year: var year, Month: { } month, Day: { } day })
            IssuedOn = new(year, month, day);
    }

    private void NameTheMissing()
    {
        Require(Number is not null, "number");
        Require(Name is not null, "name");
        Require(BirthDate is not null, "birth_date");

        void Require(bool found, string field)
        {
            if (!found && !notUnderstood.Contains(field))
                notUnderstood.Add(field);
        }
    }

    private static Sex SexOf(string field) => field.ToUpperInvariant() switch
    {
        "NAM" => Sex.Male,
        "NỮ" => Sex.Female,
        _ => Sex.Unknown,
    };
}
