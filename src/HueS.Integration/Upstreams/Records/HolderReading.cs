using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Records;

/// <summary>
/// Reads what a record says of its holder, by whichever way it came: what stands for nothing is left out, what cannot be
/// understood too, and each is told. One reading for all systems, so that one claim is never understood in two ways.
/// </summary>
internal sealed class HolderReading
{
    private const int LongestText = 200;
    private const int LongestAccount = 64;

    private readonly List<HolderDoubt> _doubts = [];

    private HolderReading()
    {
    }

    public static ReadHolder Read(StatedHolder stated, DateOnly today)
    {
        var reading = new HolderReading();
        var claim = stated.IsBusiness || BusinessName.Is(stated.Name ?? "") ? reading.ReadBusiness(stated) : reading.ReadPerson(stated, today);
        if (claim is { Kind: HolderKind.Person, IsEmpty: true })
            reading.Doubt(HolderField.Holder, HolderWarning.NothingStated);
        return new ReadHolder(claim, reading._doubts);
    }

    private HolderClaim ReadBusiness(StatedHolder stated)
    {
        string?[] own = [stated.Number, stated.OldCardNumber, stated.InsuranceNumber, stated.Name, stated.BirthDate, stated.Phone, stated.Account];
        if (own.Any(text => !string.IsNullOrWhiteSpace(text)))
            Doubt(HolderField.Holder, HolderWarning.BusinessHolder);
        return HolderClaim.Business;
    }

    private HolderClaim ReadPerson(StatedHolder stated, DateOnly today)
    {
        PersonalNumber? number = null;
        OldCardNumber? oldCard = null;
        if (Given(HolderField.Number, stated.Number) is { } numberText)
        {
            if (PersonalNumber.TryParse(numberText, out var read))
                number = read;
            else if (OldCardNumber.TryParse(numberText, out var readOld))
                oldCard = readOld;
            else
                Doubt(HolderField.Number, HolderWarning.NotUnderstood);
        }

        if (Given(HolderField.OldCardNumber, stated.OldCardNumber) is { } oldText)
        {
            if (OldCardNumber.TryParse(oldText, out var read))
                oldCard = read;
            else
                Doubt(HolderField.OldCardNumber, HolderWarning.NotUnderstood);
        }

        return new HolderClaim(number, oldCard, ReadName(stated.Name), ReadBirthDate(stated.BirthDate, today), ReadPhone(stated.Phone))
        {
            Insurance = ReadInsurance(stated.InsuranceNumber),
            Sex = stated.Sex,
            Ward = ReadWard(stated.Ward),
            Account = ReadAccount(stated.Account),
        };
    }

    private PersonName? ReadName(string? text)
    {
        if (Given(HolderField.Name, text) is not { } given)
            return null;
        var read = PersonName.TryParseWire(given, out var name, out _);
        if (read && name!.Suggestion is null)
            return name;
        if ((name?.Suggestion?.Name ?? LegacyReading.Of(given)?.Name ?? Mojibake.Repair(given)) is { } repaired)
        {
            // Without marks it finds candidates and can never be graded exact: a person looks before it is believed.
            Doubt(HolderField.Name, HolderWarning.OldEncoding);
            return PersonName.TryParse(repaired.Unmarked, out var unmarked, out _) ? unmarked : null;
        }

        Doubt(HolderField.Name, HolderWarning.NotUnderstood);
        return null;
    }

    private BirthDate? ReadBirthDate(string? text, DateOnly today)
    {
        if (Given(HolderField.BirthDate, text) is not { } given)
            return null;
        if ((!BirthDate.TryParse(given, out var date) && !BirthDate.TryParseWire(given, out date)) || date.IsAfter(today))
        {
            Doubt(HolderField.BirthDate, HolderWarning.NotUnderstood);
            return null;
        }

        if (!Placeholder.Is(date))
            return date;
        Doubt(HolderField.BirthDate, HolderWarning.Placeholder);
        return null;
    }

    private string? ReadPhone(string? text)
    {
        if (Given(HolderField.Phone, text) is not { } given)
            return null;
        var phone = PhoneText.Read(given);
        if (phone is null)
            Doubt(HolderField.Phone, HolderWarning.NotUnderstood);
        // With its leading zero restored or its country taken away, it may be nothing after all.
        else if (Placeholder.Is(phone) || Placeholder.Is(phone.TrimStart('0')))
            Doubt(HolderField.Phone, HolderWarning.Placeholder);
        else
            return phone;
        return null;
    }

    private InsuranceNumber? ReadInsurance(string? text)
    {
        if (Given(HolderField.InsuranceNumber, text) is not { } given)
            return null;
        if (!InsuranceNumber.TryParse(given, out var number))
            Doubt(HolderField.InsuranceNumber, HolderWarning.NotUnderstood);
        else if (Placeholder.Is(number.Digits))
            Doubt(HolderField.InsuranceNumber, HolderWarning.Placeholder);
        else
            return number;
        return null;
    }

    private string? ReadWard(string? text)
    {
        if (Given(HolderField.Ward, text) is not { } given)
            return null;
        var code = given.Length == 5 && given.All(char.IsAsciiDigit) ? given : WardDirectory.FindByName(given)?.Code;
        if (code is null)
            Doubt(HolderField.Ward, HolderWarning.NotUnderstood);
        return code;
    }

    private string? ReadAccount(string? text)
    {
        if (Given(HolderField.Account, text) is not { } given)
            return null;
        if (given.Length <= LongestAccount && !given.Any(char.IsControl) && !given.Any(char.IsSurrogate))
            return given;
        Doubt(HolderField.Account, HolderWarning.NotUnderstood);
        return null;
    }

    /// <summary>The text where something is stated at all.</summary>
    private string? Given(HolderField field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length > LongestText)
            Doubt(field, HolderWarning.NotUnderstood);
        else if (Placeholder.Is(text))
            Doubt(field, HolderWarning.Placeholder);
        else
            return text.Trim();
        return null;
    }

    private void Doubt(HolderField field, HolderWarning warning) => _doubts.Add(new HolderDoubt(field, warning));
}
