using System.Globalization;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Identity;
using HueS.Integration.Linking.Unlinking;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Review;
using HueS.Integration.Verification;

namespace HueS.Integration.Server.Api;

/// <summary>Reads what officers say about tasks, or names every field that does not fit.</summary>
internal sealed class ReviewParsing
{
    private const int LongestNote = 1000;
    private const int MostTasks = 200;
    private const string Nobody = "none";

    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>The codes of why a task of a kind may be open.</summary>
    public static IReadOnlyCollection<string> ReasonsOf(ReviewKind kind) => kind switch
    {
        ReviewKind.Verification => [.. Messages.Catalogue.Reasons.Keys],
        ReviewKind.Profile => [.. Messages.Catalogue.ProfileReasons.Keys],
        ReviewKind.Link => [.. Messages.Catalogue.LinkReasons.Keys],
        ReviewKind.Citizen => [.. MergeReview.Reasons.Select(ReviewAnswer.CodeOf)],
        ReviewKind.Unlinking => [.. UnlinkingReview.Reasons.Select(ReviewAnswer.CodeOf)],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The name under which a reason's code is stored.</summary>
    public static string NameOf(string code) =>
        string.Concat(code.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public static string CursorOf(TaskPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.DueAt.UtcTicks:x}-{place.Id:N}");

    public OfficerId ReadOfficer(string text)
    {
        if (!OfficerId.TryParse(text, out var officer))
            _errors.Add(new FieldError("officer", FieldCodes.OfficerFormat));
        return officer;
    }

    public int ReadVersion(string? ifMatch)
    {
        if (!int.TryParse(ifMatch?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            _errors.Add(new FieldError("If-Match", FieldCodes.IfMatchFormat));
        return version;
    }

    public void CheckNote(string note)
    {
        if (string.IsNullOrWhiteSpace(note) || note.Length > LongestNote)
            _errors.Add(new FieldError("note", FieldCodes.NoteFormat));
    }

    /// <summary>What may be done to many tasks at once, and what that takes.</summary>
    public void CheckBulk(ReviewBulk bulk)
    {
        if (bulk.Tasks.Count is 0 or > MostTasks)
            _errors.Add(new FieldError("tasks", FieldCodes.TaskCount));
        if (bulk.Action == ReviewBulkAction.Note)
            CheckNote(bulk.Note ?? "");
        if (bulk.Action == ReviewBulkAction.AskAgain)
            CheckReason(bulk.Reason, Verdict.AskAgain);
    }

    /// <summary>Whether a decision may stand on that.</summary>
    public void CheckReason(ReviewDecisionReason? reason, Verdict verdict)
    {
        var grounds = new Offer(verdict).Grounds;
        if (reason is not { } given || !grounds.Contains((Ground)given))
            _errors.Add(new FieldError("reason", FieldCodes.NotListed, [.. grounds.Select(Messages.Code)]));
    }

    public void CheckLinks(IReadOnlyList<Guid>? links, int most)
    {
        if (links is { Count: var count } && (count == 0 || count > most))
            _errors.Add(new FieldError("links", FieldCodes.LinkCount));
    }

    public void CheckAccountId(string accountId)
    {
        if (!Profiles.IsAccountId(accountId))
            _errors.Add(new FieldError("accountId", FieldCodes.AccountIdFormat));
    }

    public void CheckCaseReference(string text)
    {
        if (!CaseReference.IsWellFormed(text))
            _errors.Add(new FieldError("caseReference", FieldCodes.CaseReferenceFormat));
        else if (CaseReference.LooksPersonal(text))
            _errors.Add(new FieldError("caseReference", FieldCodes.CaseReferencePersonal));
    }

    public void CheckReasons(ReviewKind kind, IReadOnlyList<string> reasons)
    {
        var known = ReasonsOf(kind);
        if (reasons.Count == 0 || reasons.Any(reason => !known.Contains(reason)))
            _errors.Add(new FieldError("reasons", FieldCodes.NotListed, [.. known]));
    }

    public void CheckOthers(ReviewKind kind, IReadOnlyList<KnownPerson>? others, int most)
    {
        if (others is { Count: var count } && count > (kind == ReviewKind.Link ? most : 0))
            _errors.Add(new FieldError("others", FieldCodes.PersonCount));
    }

    public void CheckDecision(ReviewDecision decision, IReadOnlyList<Verdict> offered)
    {
        if (!offered.Contains((Verdict)decision))
            _errors.Add(new FieldError("decision", FieldCodes.NotListed, [.. offered.Select(Messages.Code)]));
    }

    public DateTimeOffset? ReadMoment(string? text, string field)
    {
        if (text is null)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment.ToUniversalTime();
        _errors.Add(new FieldError(field, FieldCodes.MomentFormat));
        return null;
    }

    public void CheckPast(DateTimeOffset? moment, DateTimeOffset now, string field)
    {
        if (moment > now)
            _errors.Add(new FieldError(field, FieldCodes.MomentFuture));
    }

    public TaskPlace? ReadCursor(string? cursor)
    {
        if (cursor is null)
            return null;
        if (cursor.Split('-') is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var due)
            && due >= 0
            && due <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(id, "N", out var read))
            return new TaskPlace(new DateTimeOffset(due, TimeSpan.Zero), read);
        _errors.Add(new FieldError("cursor", FieldCodes.CursorUnknown));
        return null;
    }

    public TaskFilter ReadFilter(string? kind, string? reason, string? state, string? owner, string? dueBefore, string? waitingSince)
    {
        var kinds = ReadOne<ReviewKind>(kind, "kind") is { } one ? [one] : Enum.GetValues<ReviewKind>();
        var reasons = kinds.SelectMany(ReasonsOf).Distinct().ToList();
        if (reason is not null && !reasons.Contains(reason))
            _errors.Add(new FieldError("reason", FieldCodes.NotListed, reasons));
        Guid? ownerId = null;
        if (owner is not (null or Nobody))
        {
            if (Guid.TryParse(owner, out var read))
                ownerId = read;
            else
                _errors.Add(new FieldError("owner", FieldCodes.OwnerFormat));
        }

        return new TaskFilter(
            [.. kinds.Select(wanted => (ReviewSubject)wanted)],
            (TaskState)(ReadOne<ReviewState>(state, "state") ?? ReviewState.Open),
            reason is null ? null : NameOf(reason),
            ownerId,
            Unowned: owner == Nobody,
            ReadMoment(dueBefore, "due-before"),
            ReadMoment(waitingSince, "waiting-since"));
    }

    private TEnum? ReadOne<TEnum>(string? code, string field)
        where TEnum : struct, Enum
    {
        if (code is null)
            return null;
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()) == code)
                return value;
        }

        _errors.Add(new FieldError(field, FieldCodes.NotListed, [.. Enum.GetValues<TEnum>().Select(Messages.Code)]));
        return null;
    }
}
