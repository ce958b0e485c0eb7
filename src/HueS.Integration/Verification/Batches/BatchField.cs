namespace HueS.Integration.Verification.Batches;

/// <summary>What a column can hold for us.</summary>
internal enum BatchField
{
    Number,
    OldCardNumber,
    CardQr,
    Name,
    BirthDate,
    Sex,
    Reference,
}

/// <summary>What is wrong with a row besides its claim. Names are stored as codes; renaming one needs a migration.</summary>
internal enum RowFault
{
    ExactlyOneIdentifier,
    SexNotUnderstood,
    CaseReferenceFormat,
    CaseReferencePersonal,
    RowTooLong,
    QuoteOpen,
    RowNotJson,
    NotText,
    DuplicateMember,
}

/// <summary>A fault and the field it lies in; none where the row as a whole cannot be read.</summary>
/// <param name="Code">Name of a <see cref="RowFault"/> or <see cref="ClaimFault"/>, or of a <see cref="WarningCode"/> where the field doctor knows why.</param>
internal sealed record RowProblem(BatchField? Field, string Code)
{
    public RowProblem(BatchField? field, RowFault fault)
        : this(field, fault.ToString())
    {
    }
}

/// <summary>A row as it stands in the file: its number as a spreadsheet shows it, and its text by field.</summary>
internal sealed record FileRow(int Number, string?[] Values, IReadOnlyList<RowProblem> Problems)
{
    public override string ToString() => $"FileRow({Number})";

    public static string?[] NoValues() => new string?[Enum.GetValues<BatchField>().Length];
}
