namespace HueS.Integration.Linking.Records.Training;

/// <summary>What a column of a list of attendances can hold for us.</summary>
internal enum TrainingField
{
    Reference,
    ClassCode,
    Host,
    HeldOn,
    Name,
    Number,
    OldCardNumber,
    BirthDate,
    Sex,
    Ward,
    Phone,
}

/// <summary>What is wrong with a row and is not known from lists of people to check already.</summary>
internal enum SheetFault
{
    ClassCodeFormat,
    HeldOnUnreadable,
    PhoneFormat,
    RecordKeyFormat,
    RecordKeyPersonal,
    RowRepeated,
    SheetEmpty,
    SheetTooLong,
}

/// <summary>A fault, where it lies, and nothing of what was written there.</summary>
/// <param name="Row">Its number as a spreadsheet shows it; none: the whole file.</param>
/// <param name="Field">None: the row as a whole.</param>
/// <param name="Code">Name of a <see cref="SheetFault"/>, a <see cref="Verification.ClaimFault"/> or a <see cref="Verification.Batches.RowFault"/>.</param>
internal sealed record SheetProblem(int? Row, TrainingField? Field, string Code);

/// <summary>Something a row states that was left out.</summary>
internal sealed record SheetDoubt(int Row, Upstreams.Records.HolderDoubt Doubt);
