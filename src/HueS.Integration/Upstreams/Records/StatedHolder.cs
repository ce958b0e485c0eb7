namespace HueS.Integration.Upstreams.Records;

/// <summary>What a record says of its holder, in the words of its system; anything may be absent, blank or nonsense.</summary>
internal sealed record StatedHolder
{
    public bool IsBusiness { get; init; }

    /// <summary>A personal number; an old card's too, for many systems have one box for both.</summary>
    public string? Number { get; init; }

    public string? OldCardNumber { get; init; }

    public string? InsuranceNumber { get; init; }

    public string? Name { get; init; }

    public string? BirthDate { get; init; }

    public Identity.Sex Sex { get; init; }

    public string? Phone { get; init; }

    /// <summary>Code or name of a ward.</summary>
    public string? Ward { get; init; }

    public string? Account { get; init; }

    public override string ToString() => "StatedHolder(*)";
}

/// <summary>What of a holder a doubt is about.</summary>
internal enum HolderField
{
    Holder,
    Number,
    OldCardNumber,
    InsuranceNumber,
    Name,
    BirthDate,
    Phone,
    Ward,
    Account,
}

/// <summary>What was not taken as it was stated. Never keeps a record out: it exists, whatever is said of its holder.</summary>
internal enum HolderWarning
{
    /// <summary>A word or figure that stands where nothing is known; left out.</summary>
    Placeholder,

    /// <summary>Not what the field holds; left out.</summary>
    NotUnderstood,

    /// <summary>A name in an old encoding; kept as what it reads as, without marks.</summary>
    OldEncoding,

    /// <summary>A business, whose own words are no person's; they were left out.</summary>
    BusinessHolder,

    /// <summary>Nothing by which anybody could be found.</summary>
    NothingStated,
}

/// <summary>A warning and what it is about; never what was stated.</summary>
internal sealed record HolderDoubt(HolderField Field, HolderWarning Warning);

/// <summary>A holder as understood, with what was not.</summary>
internal sealed record ReadHolder(HolderClaim Claim, IReadOnlyList<HolderDoubt> Doubts);
