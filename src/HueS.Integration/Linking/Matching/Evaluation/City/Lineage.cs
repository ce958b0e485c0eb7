namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>How a house names its people: most pass the father's family name on; royal lineage and the highlands do not.</summary>
internal sealed class Lineage
{
    private const double RoyalHouses = 0.012;
    private const double HighlandHouses = 0.55;

    // The generation name takes the place of the family name, and the son's is the next one of the poem.
    private static readonly string[] Generations = ["Ưng", "Bửu", "Vĩnh", "Bảo", "Quý", "Định"];
    private static readonly string[] Daughters = ["Công Nữ", "Công Tôn Nữ", "Công Tằng Tôn Nữ", "Công Huyền Tôn Nữ", "Tôn Nữ"];
    private static readonly string[] HighlandFamilies = ["A Lăng", "Bhơriu", "Pơloong", "Riêh", "Zơ Râm", "A Viết", "Hồ"];
    private static readonly string[] HighlandGivens = ["Bhuôch", "Nhiêu", "Clâu", "Đhiêng", "Mrơng", "Y", "A", "Ngước", "Pling", "Xêm"];

    private readonly bool _highland;
    private readonly int _generation = -1;
    private readonly bool _tonThat;

    private Lineage(bool highland, int generation, bool tonThat) => (_highland, _generation, _tonThat) = (highland, generation, tonThat);

    public static Lineage Of(Dice dice, bool highlandWard) =>
        highlandWard && dice.Chance(HighlandHouses) ? new Lineage(true, -1, false)
        : dice.Chance(RoyalHouses) ? new Lineage(false, dice.Between(0, Generations.Length - 2), dice.Chance(0.5))
        : new Lineage(false, -1, false);

    public (string Family, string Middle, string Given) Adult(NameTables names, Dice dice, bool female) =>
        _highland ? Highland(dice, female)
        : _generation >= 0 && !female ? Royal(names, dice, female, _generation)
        : (names.Family(dice), names.Middle(dice, female), names.Given(dice, female));

    public (string Family, string Middle, string Given) Child(NameTables names, Dice dice, bool female, string fathers) =>
        _highland ? Highland(dice, female)
        : _generation >= 0 ? Royal(names, dice, female, _generation + 1)
        : (fathers, names.Middle(dice, female), names.Given(dice, female));

    private (string, string, string) Royal(NameTables names, Dice dice, bool female, int generation) =>
        female ? (_tonThat ? "Tôn Nữ" : Daughters[generation % Daughters.Length], names.Middle(dice, true).Split(' ')[^1], names.Given(dice, true))
        : (_tonThat ? "Tôn Thất" : Generations[generation], "", names.Given(dice, false));

    private static (string, string, string) Highland(Dice dice, bool female) =>
        (dice.Pick(HighlandFamilies), female && dice.Chance(0.5) ? "Thị" : "", dice.Pick(HighlandGivens));
}
