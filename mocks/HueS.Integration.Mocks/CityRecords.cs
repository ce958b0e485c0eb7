namespace HueS.Integration.Mocks;

/// <summary>
/// What some people of a city left in the record systems, with the truth of whose each is. Dossiers and reports are pulled,
/// wallets pushed, attendances uploaded; memberships are looked up and stand in <see cref="CityInsurance"/>.
/// </summary>
public sealed class CityRecords
{
    internal CityRecords(
        string series,
        IReadOnlyList<Dossier> dossiers,
        IReadOnlyList<StreetReport> reports,
        IReadOnlyList<Wallet> wallets,
        IReadOnlyList<Attendance> attendances)
    {
        (Series, Dossiers, Reports, Wallets, Attendances) = (series, dossiers, reports, wallets, attendances);
        Owners = new Dictionary<(string, string), string?>(
        [
            .. dossiers.Select(dossier => KeyValuePair.Create(("dossiers", dossier.Number), (string?)dossier.Owner)),
            .. reports.Select(report => KeyValuePair.Create(("feedback", report.RecordId), report.Owner)),
            .. wallets.Select(wallet => KeyValuePair.Create(("payments", wallet.Id), wallet.Owner)),
            .. attendances.Select(attended => KeyValuePair.Create(("training", attended.Id), (string?)attended.Owner)),
        ]);
    }

    /// <summary>Names this set; a mark of another set is read from the beginning.</summary>
    public string Series { get; }

    /// <summary>In the order in which the dossier system tells them.</summary>
    public IReadOnlyList<Dossier> Dossiers { get; }

    /// <summary>What they reported in their streets.</summary>
    public IReadOnlyList<StreetReport> Reports { get; }

    /// <summary>Their wallets, and some of businesses.</summary>
    public IReadOnlyList<Wallet> Wallets { get; }

    /// <summary>Classes they attended.</summary>
    public IReadOnlyList<Attendance> Attendances { get; }

    /// <summary>Whose each record is, by system and id: a personal number, or nobody's.</summary>
    public IReadOnlyDictionary<(string System, string RecordId), string?> Owners { get; }

    /// <summary>Invents records of these people. The same arguments give the same records.</summary>
    /// <param name="city">Where they live.</param>
    /// <param name="people">Who left something.</param>
    /// <param name="series">Eight hexadecimal digits that stand in every id.</param>
    /// <param name="seed">Which slips.</param>
    public static CityRecords Of(City city, IReadOnlyList<Citizen> people, string series, int seed) =>
        new Errands(city, new Dice(seed)).Of(people, series);
}

/// <summary>A report made in the street.</summary>
/// <param name="Id">Number of the report.</param>
/// <param name="Category">What it is about.</param>
/// <param name="MadeAt"><c>dd/MM/yyyy HH:mm:ss</c>.</param>
/// <param name="Account">Account at the feedback service.</param>
/// <param name="Phone">May be a school's, or a word for nothing.</param>
/// <param name="Name">May be empty.</param>
/// <param name="Owner">Personal number of whoever made it: the truth.</param>
public sealed record StreetReport(long Id, int Category, string MadeAt, string Account, string Phone, string Name, string? Owner)
{
    /// <summary>Its id among our records.</summary>
    public string RecordId => $"PA-{Id}";

    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => $"StreetReport({Id})";
}

/// <summary>A wallet of the payment service.</summary>
/// <param name="Id">The wallet's id.</param>
/// <param name="OpenedOn"><c>yyyy-MM-dd</c>.</param>
/// <param name="Number">Personal number, where the wallet knows one.</param>
/// <param name="Name">Name of the holder.</param>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>, or empty.</param>
/// <param name="Phone">Phone of the wallet.</param>
/// <param name="Owner">Personal number of the holder, or nobody's where it is a business: the truth.</param>
/// <param name="IsPlain">Whether number, name and full birth date are the holder's own, so that no person is needed.</param>
public sealed record Wallet(string Id, string OpenedOn, string Number, string Name, string BirthDate, string Phone, string? Owner, bool IsPlain)
{
    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => $"Wallet({Id})";
}

/// <summary>A class attended, as a ward's list has it.</summary>
/// <param name="Id">Number of the attendance.</param>
/// <param name="Name">Often without marks.</param>
/// <param name="BirthYear">Year of birth.</param>
/// <param name="Phone">May be a word for nothing.</param>
/// <param name="Ward">Name of the ward.</param>
/// <param name="ClassCode">Which class.</param>
/// <param name="HeldOn"><c>dd/MM/yyyy</c>.</param>
/// <param name="Owner">Personal number of who attended: the truth.</param>
public sealed record Attendance(
    string Id, string Name, string BirthYear, string Phone, string Ward, string ClassCode, string HeldOn, string Owner)
{
    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => $"Attendance({Id})";
}
