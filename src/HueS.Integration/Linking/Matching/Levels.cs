namespace HueS.Integration.Linking.Matching;

/// <summary>What of a record is compared with what of a person. The order is that of the pattern and of the weights file.</summary>
internal enum Compared
{
    Number,
    OldCard,
    Insurance,
    Phone,
    Name,
    BirthDate,
    Sex,
    Ward,
}

/// <summary>How two numbers of one kind compare.</summary>
internal enum KeyLevel
{
    NotStated,
    Same,

    /// <summary>One digit other, or two neighbours swapped.</summary>
    Near,
    Other,
}

/// <summary>How two names compare: the grades of <see cref="Identity.NameGrade"/>, with what is below them told apart.</summary>
internal enum NameLevel
{
    NotStated,
    Exact,
    Spelling,

    /// <summary>Equal without marks, of which one side carries none.</summary>
    MarksLost,

    /// <summary>Equal without marks; both carry some, and other ones.</summary>
    MarksOther,

    /// <summary>The same, and the given name is what differs: the usual twins.</summary>
    GivenMarksOther,
    Partial,

    /// <summary>One word apart by one letter.</summary>
    Typo,

    /// <summary>Everything but the given name: brothers and sisters.</summary>
    GivenOther,

    /// <summary>One word other, not the given name.</summary>
    WordOther,

    /// <summary>Family and given name, and nothing between them.</summary>
    FamilyAndGiven,
    Different,
}

/// <summary>How two birth dates compare, to the precision both share.</summary>
internal enum BirthLevel
{
    NotStated,
    Day,
    Month,
    Year,
    Swapped,
    FirstOfJanuary,

    /// <summary>One digit of a full date other, or day and month equal in another year.</summary>
    Near,
    SameYear,
    Different,
}

internal enum PlainLevel
{
    NotStated,
    Same,
    Other,
}

/// <summary>How a record compares with a person: four bits a comparison, so that a million patterns are counted as numbers.</summary>
internal readonly record struct Pattern(ulong Bits)
{
    public const int BitsEach = 4;
    public const int LevelsEach = 1 << BitsEach;

    public int this[int comparison] => (int)(Bits >> (comparison * BitsEach)) & (LevelsEach - 1);

    public KeyLevel Number => (KeyLevel)this[(int)Compared.Number];

    public KeyLevel OldCard => (KeyLevel)this[(int)Compared.OldCard];

    public KeyLevel Insurance => (KeyLevel)this[(int)Compared.Insurance];

    public KeyLevel Phone => (KeyLevel)this[(int)Compared.Phone];

    public NameLevel Name => (NameLevel)this[(int)Compared.Name];

    public BirthLevel BirthDate => (BirthLevel)this[(int)Compared.BirthDate];

    public PlainLevel Sex => (PlainLevel)this[(int)Compared.Sex];

    public PlainLevel Ward => (PlainLevel)this[(int)Compared.Ward];

    public Pattern With(int comparison, int level) =>
        new((Bits & ~((ulong)(LevelsEach - 1) << (comparison * BitsEach))) | ((ulong)level << (comparison * BitsEach)));
}
