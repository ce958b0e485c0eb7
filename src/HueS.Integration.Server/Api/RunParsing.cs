using System.Globalization;
using HueS.Integration.Contracts;
using HueS.Integration.Identity;

namespace HueS.Integration.Server.Api;

/// <summary>Reads what people say about runs, or names every field that does not fit.</summary>
internal sealed class RunParsing(TimeProvider time)
{
    private const int MostDays = 36_500;
    private const int MostAccounts = 300;
    private const int LargestSample = 10_000;

    private readonly VerificationParsing _parsing = new(time);
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => [.. _parsing.Errors, .. _errors];

    public OfficerId ReadOfficer(string text) => _parsing.ReadOfficer(text, "officer");

    public void CheckRequest(RunRequest request)
    {
        _parsing.ReadPurpose(request.Purpose, "purpose");
        _parsing.ReadCaseReference(request.CaseReference);
    }

    public Reconciliation.RunSelection ReadSelection(RunSelection? selection)
    {
        if (selection is null)
            return new Reconciliation.RunSelection();
        if (selection.OlderThanDays is < 0 or > MostDays)
            _errors.Add(new FieldError("selection.olderThanDays", FieldCodes.RunSelectionRange));
        if (selection.Sample is < 1 or > LargestSample)
            _errors.Add(new FieldError("selection.sample", FieldCodes.RunSelectionRange));
        if (selection.Accounts is { } accounts && (accounts.Count is 0 or > MostAccounts || selection.Sample is not null || selection.OlderThanDays is not null))
            _errors.Add(new FieldError("selection.accounts", FieldCodes.RunSelectionRange));
        else if (selection.Accounts?.Any(account => !Profiles.IsAccountId(account)) == true)
            _errors.Add(new FieldError("selection.accounts", FieldCodes.AccountIdFormat));
        return new Reconciliation.RunSelection(selection.OlderThanDays ?? 0, selection.Accounts, selection.Sample);
    }

    public int ReadVersion(string? ifMatch)
    {
        if (!int.TryParse(ifMatch?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            _errors.Add(new FieldError("If-Match", FieldCodes.IfMatchFormat));
        return version;
    }

    public Guid? ReadCursor(string? cursor)
    {
        if (cursor is null)
            return null;
        if (Guid.TryParse(cursor, out var read))
            return read;
        _errors.Add(new FieldError("cursor", FieldCodes.CursorUnknown));
        return null;
    }

    public Reconciliation.FindingCategory? ReadCategory(string? code)
    {
        if (code is null)
            return null;
        foreach (var category in Enum.GetValues<Reconciliation.FindingCategory>())
        {
            if (Messages.Code(category) == code)
                return category;
        }

        _errors.Add(new FieldError("category", FieldCodes.NotListed, [.. Enum.GetValues<FindingCategory>().Select(Messages.Code)]));
        return null;
    }

    public void CheckFormat(string? format, params string[] known)
    {
        if (format is not null && !known.Contains(format))
            _errors.Add(new FieldError("format", FieldCodes.NotListed, known));
    }
}
