using HueS.Integration.Identity;
using HueS.Integration.Verification.Doctor;

namespace HueS.Integration.Verification;

/// <summary>Why a box of a claim cannot be read. Rows of lists store the names as codes; renaming one needs a migration.</summary>
internal enum ClaimFault
{
    Required,
    NumberFormat,
    OldCardNumberFormat,
    CardQrUnreadable,
    NameEmpty,
    NameTooLong,
    NameMojibake,
    LegacyEncoding,
    NameNotLetters,
    ControlCharacter,
    BirthDateUnreadable,
    BirthDateFuture,
}

/// <summary>What names a person, read as strictly from a row of a list as from a single request. What a box leaves out, the card says.</summary>
internal sealed class ClaimReading
{
    private readonly List<(ClaimField Field, ClaimFault Fault)> _faults = [];
    private readonly CardQr? _card;
    private readonly PersonalNumber? _number;
    private readonly OldCardNumber? _oldCard;
    private readonly PersonName? _name;
    private readonly BirthDate _birthDate;

    public ClaimReading(RawClaim typed, DateOnly today)
    {
        string?[] identifiers = [typed.Number, typed.OldCardNumber, typed.CardQr];
        NamesOnePerson = identifiers.Count(identifier => identifier is not null) == 1;
        _card = ReadCard(typed.CardQr);
        _number = ReadNumber(typed.Number) ?? _card?.Number;
        _oldCard = ReadOldCard(typed.OldCardNumber);
        _name = ReadName(typed.Name);
        _birthDate = ReadBirthDate(typed.BirthDate, today);
    }

    /// <summary>Whether exactly one of number, old card number and card was stated.</summary>
    public bool NamesOnePerson { get; }

    public IReadOnlyList<(ClaimField Field, ClaimFault Fault)> Faults => _faults;

    /// <summary>The person as claimed; for a claim without faults that names one.</summary>
    public ClaimedPerson Person(Sex? stated, string? wardCode = null) =>
        new(_number, _oldCard, _name!, _birthDate, stated ?? _card?.Sex ?? Sex.Unknown, wardCode);

    public static ClaimFault FaultOf(NameFault fault) => fault switch
    {
        NameFault.Empty => ClaimFault.NameEmpty,
        NameFault.TooLong => ClaimFault.NameTooLong,
        NameFault.ControlCharacter => ClaimFault.ControlCharacter,
        NameFault.Mojibake => ClaimFault.NameMojibake,
        NameFault.LegacyEncoding => ClaimFault.LegacyEncoding,
        NameFault.NotLetters => ClaimFault.NameNotLetters,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private CardQr? ReadCard(string? text)
    {
        if (text is null)
            return null;
        if (!CardQr.TryParse(text, out var card, out _))
            _faults.Add((ClaimField.CardQr, ClaimFault.CardQrUnreadable));
        return card;
    }

    private PersonalNumber? ReadNumber(string? text)
    {
        if (text is null)
            return null;
        if (PersonalNumber.TryParse(text, out var number))
            return number;
        _faults.Add((ClaimField.Number, ClaimFault.NumberFormat));
        return null;
    }

    private OldCardNumber? ReadOldCard(string? text)
    {
        if (text is null)
            return null;
        if (OldCardNumber.TryParse(text, out var number))
            return number;
        _faults.Add((ClaimField.OldCardNumber, ClaimFault.OldCardNumberFormat));
        return null;
    }

    private PersonName? ReadName(string? text)
    {
        if (text is null && _card is not null)
            return _card.Name;
        if (!PersonName.TryParse(text, out var name, out var fault))
            _faults.Add((ClaimField.Name, FaultOf(fault)));
        return name;
    }

    private BirthDate ReadBirthDate(string? text, DateOnly today)
    {
        if (text is null && _card is not null)
            return _card.BirthDate;
        if (!BirthDate.TryParse(text, out var birthDate))
            _faults.Add((ClaimField.BirthDate, text is null ? ClaimFault.Required : ClaimFault.BirthDateUnreadable));
        else if (birthDate.IsAfter(today))
            _faults.Add((ClaimField.BirthDate, ClaimFault.BirthDateFuture));
        return birthDate;
    }
}
