using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api;

/// <summary>A field that cannot be accepted, and why. Holds names and codes of ours only, never what was sent.</summary>
/// <param name="Field">Path of the field, such as <c>subject.number</c>.</param>
/// <param name="Code">A code of <see cref="FieldCodes"/>, or of what the field doctor found.</param>
/// <param name="Allowed">The accepted values or members, where there are few.</param>
internal sealed record FieldError(string Field, string Code, IReadOnlyList<string>? Allowed = null)
{
    public ProblemField Describe(Language language)
    {
        var text = Messages.ForField(Code);
        var said = language is Language.English ? text.En : text.Vi;
        var expected = Allowed is null ? said.Expected : $"{said.Expected}: {string.Join(", ", Allowed)}";
        return new ProblemField(Field, Code, expected, said.NextStep, text.WhoActs);
    }
}

/// <summary>What can be wrong with a field; what was expected instead stands in the message catalogue.</summary>
internal static class FieldCodes
{
    public const string Required = "required";
    public const string UnknownMember = "unknown_member";
    public const string DuplicateMember = "duplicate_member";
    public const string TooDeep = "too_deep";
    public const string NotObject = "not_object";
    public const string NotText = "not_text";
    public const string NotUuid = "not_uuid";
    public const string NotListed = "not_listed";
    public const string NotReadable = "not_readable";
    public const string ControlCharacter = "control_character";
    public const string NumberFormat = "number_format";
    public const string OldCardNumberFormat = "old_card_number_format";
    public const string CardQrUnreadable = "card_qr_unreadable";
    public const string ExactlyOneIdentifier = "exactly_one_identifier";
    public const string NameEmpty = "name_empty";
    public const string NameTooLong = "name_too_long";
    public const string NameNotLetters = "name_not_letters";
    public const string NameMojibake = "name_mojibake";
    public const string LegacyEncoding = "legacy_encoding";
    public const string BirthDateImpossible = "birth_date_impossible";
    public const string BirthDateFuture = "birth_date_future";
    public const string WardCodeFormat = "ward_code_format";
    public const string PurposeFormat = "purpose_format";
    public const string CaseReferenceFormat = "case_reference_format";
    public const string CaseReferencePersonal = "case_reference_personal";
    public const string OfficerFormat = "officer_format";
    public const string PhoneFormat = "phone_format";
    public const string AccountIdFormat = "account_id_format";
    public const string RecordIdFormat = "record_id_format";
    public const string IdempotencyKeyFormat = "idempotency_key_format";
    public const string IfMatchFormat = "if_match_format";
    public const string ReasonFormat = "reason_format";
    public const string NoteFormat = "note_format";
    public const string TaskCount = "task_count";
    public const string MomentFormat = "moment_format";
    public const string MomentFuture = "moment_future";
    public const string OwnerFormat = "owner_format";
    public const string CapPerSecondRange = "cap_per_second_range";
    public const string CapPerDayRange = "cap_per_day_range";
    public const string CapUntilPast = "cap_until_past";
    public const string CursorUnknown = "cursor_unknown";
    public const string DurationFormat = "duration_format";
    public const string BirthDateUnreadable = "birth_date_unreadable";
    public const string SexNotUnderstood = "sex_not_understood";
    public const string RowTooLong = "row_too_long";
    public const string QuoteOpen = "quote_open";
    public const string RowNotJson = "row_not_json";
    public const string PurposeWithdrawn = "purpose_withdrawn";
    public const string FileUnreadable = "file_unreadable";
    public const string TooManyRows = "too_many_rows";
    public const string ColumnsMissing = "columns_missing";
    public const string ColumnsDoubled = "columns_doubled";
    public const string BatchCaseReferenceFormat = "batch_case_reference_format";
    public const string RecordKeyFormat = "record_key_format";
    public const string RecordKeyPersonal = "record_key_personal";
    public const string RecordCodeFormat = "record_code_format";
    public const string DateTimeFormat = "date_time_format";
    public const string IfNoneMatchFormat = "if_none_match_format";
    public const string VersionStale = "version_stale";
    public const string ClassCodeFormat = "class_code_format";
    public const string HeldOnUnreadable = "held_on_unreadable";
    public const string RowRepeated = "row_repeated";
    public const string SheetEmpty = "sheet_empty";
    public const string CandidateNotOffered = "candidate_not_offered";
    public const string LinkCount = "link_count";
    public const string PersonCount = "person_count";
    public const string SheetTooLong = "sheet_too_long";
    public const string RunSelectionRange = "run_selection_range";
    public const string RunSelectionUnknown = "run_selection_unknown";
    public const string CronFormat = "cron_format";
    public const string TimeZoneUnknown = "time_zone_unknown";
    public const string TimeCount = "time_count";
}
