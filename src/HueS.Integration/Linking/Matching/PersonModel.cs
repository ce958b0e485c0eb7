namespace HueS.Integration.Linking.Matching;

/// <summary>The comparisons of records with people, and where training begins.</summary>
internal static class PersonModel
{
    /// <summary>
    /// Guesses from which training sets out. Fixed are those that a stranger's twin or sister would teach wrongly: a child of
    /// the same birth date, phone and ward looks like the same person with another given name, and the more often it is met,
    /// the surer it would seem.
    /// </summary>
    public static MatchModel Start { get; } = new("start", 0.8,
    [
        Key("number", 0.97, 0.02, 1e-7),
        Key("oldCard", 0.95, 0.02, 1e-7),
        Key("insurance", 0.97, 0.02, 1e-7),
        Key("phone", 0.85, 0.02, 1e-6),
        new ComparisonChances("name",
        [
            new LevelChances("exact", 0.8, 2e-5),
            new LevelChances("spelling", 0.03, 2e-6),
            new LevelChances("marksLost", 0.07, 2e-5),
            new LevelChances("marksOther", 0.005, 1e-5),
            new LevelChances("givenMarksOther", 0.003, 1e-5),
            new LevelChances("partial", 0.04, 5e-4),
            new LevelChances("typo", 0.02, 5e-4),
            new LevelChances("givenOther", 0.0002, 0.006, Fixed: true),
            new LevelChances("wordOther", 0.001, 0.002, Fixed: true),
            new LevelChances("familyAndGiven", 0.001, 0.001, Fixed: true),
            new LevelChances("different", 0.003, 0.99, Fixed: true),
        ]),
        new ComparisonChances("birthDate",
        [
            new LevelChances("day", 0.82, 4e-5),
            new LevelChances("month", 0.01, 1e-5),
            new LevelChances("year", 0.1, 2e-3),
            new LevelChances("swapped", 0.02, 2e-5),
            new LevelChances("firstOfJanuary", 0.02, 3e-4),
            new LevelChances("near", 0.02, 5e-3),
            new LevelChances("sameYear", 0.003, 1e-2),
            new LevelChances("different", 0.003, 0.98),
        ]),
        Plain("sex", 0.99, 0.5),
        Plain("ward", 0.9, 0.03),
    ]);

    private static ComparisonChances Key(string name, double same, double near, double bySheerChance) => new(name,
    [
        new LevelChances("same", same, bySheerChance),
        new LevelChances("near", near, bySheerChance * 50),
        new LevelChances("other", 1 - same - near, 1),
    ]);

    private static ComparisonChances Plain(string name, double same, double bySheerChance) => new(name,
    [
        new LevelChances("same", same, bySheerChance),
        new LevelChances("other", 1 - same, 1 - bySheerChance),
    ]);
}
