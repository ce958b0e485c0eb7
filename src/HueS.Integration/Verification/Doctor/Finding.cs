namespace HueS.Integration.Verification.Doctor;

/// <summary>How much a finding weighs.</summary>
internal enum Weight
{
    /// <summary>Worth knowing; the check can be asked as it stands.</summary>
    Remark,

    /// <summary>Can be asked, and is likely a slip: the query may be spent in vain.</summary>
    Doubt,

    /// <summary>Why the field cannot be read as it stands.</summary>
    Fault,
}

/// <summary>How sure a suggestion is.</summary>
internal enum Certainty
{
    Likely,
    Certain,
}

/// <summary>
/// What a claim would read like if a person agreed: the boxes to fill and the boxes to empty. Nothing applies it by itself.
/// </summary>
internal sealed record Suggestion(RawClaim Set, params IReadOnlyList<ClaimField> Clear)
{
    /// <summary>The claim with the suggestion followed; the claim itself stays as it is.</summary>
    public RawClaim For(RawClaim claim) => new(
        Set.Number ?? Kept(ClaimField.Number, claim.Number),
        Set.OldCardNumber ?? Kept(ClaimField.OldCardNumber, claim.OldCardNumber),
        Set.CardQr ?? Kept(ClaimField.CardQr, claim.CardQr),
        Set.Name ?? Kept(ClaimField.Name, claim.Name),
        Set.BirthDate ?? Kept(ClaimField.BirthDate, claim.BirthDate),
        Set.Address ?? Kept(ClaimField.Address, claim.Address),
        claim.Sex);

    public override string ToString() => "Suggestion(*)";

    private string? Kept(ClaimField field, string? text) => Clear.Contains(field) ? null : text;
}

/// <summary>What the doctor noticed in a box.</summary>
internal sealed record Finding(
    WarningCode Code,
    ClaimField Field,
    Weight Weight,
    Certainty Certainty = Certainty.Likely,
    Suggestion? Suggestion = null)
{
    public override string ToString() => $"Finding({Code})";
}
