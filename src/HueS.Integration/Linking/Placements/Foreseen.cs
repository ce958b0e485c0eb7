namespace HueS.Integration.Linking.Placements;

/// <summary>What placing a record would change, by the weightiest of it.</summary>
internal enum PlacementChange
{
    None,

    /// <summary>It would be linked.</summary>
    Link,

    /// <summary>A person would be asked whose it is.</summary>
    Ask,

    /// <summary>A person would be asked whether what is linked still holds.</summary>
    Question,

    /// <summary>Nobody would be asked any more about somebody it fits no longer.</summary>
    Withdraw,

    /// <summary>Its links would rest: its system knows it no more.</summary>
    CloseGone,

    /// <summary>That cannot be said as long as citizens who may be meant cannot be found.</summary>
    AwaitsCitizens,
}

/// <summary>What placing a record would change, for whom, and why it would go no further.</summary>
internal sealed record Foreseen(PlacementChange Change, Guid? CitizenId = null, IReadOnlyList<LinkReason>? Because = null)
{
    public IReadOnlyList<LinkReason> Reasons => Because ?? [];
}
