using System.Globalization;
using HueS.Integration.Contracts;
using HueS.Integration.Identity;
using HueS.Integration.Linking.Records;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Server.Api;

/// <summary>Reads what people say about runs, or names every field that does not fit.</summary>
internal sealed class RunParsing(TimeProvider time)
{
    private const int MostDays = 36_500;
    private const int MostNamed = 300;
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

    public Reconciliation.RunSelection ReadSelection(RunKind kind, RunSelection? selection, KnownSystems systems)
    {
        if (selection is null)
            return new Reconciliation.RunSelection();
        CheckKnown(kind, selection);
        if (selection.OlderThanDays is < 0 or > MostDays)
            _errors.Add(new FieldError("selection.olderThanDays", FieldCodes.RunSelectionRange));
        if (selection.Sample is < 1 or > LargestSample)
            _errors.Add(new FieldError("selection.sample", FieldCodes.RunSelectionRange));
        if (selection.Accounts is { } accounts && (accounts.Count is 0 or > MostNamed || selection is not { Sample: null, OlderThanDays: null, System: null }))
            _errors.Add(new FieldError("selection.accounts", FieldCodes.RunSelectionRange));
        else if (selection.Accounts?.Any(account => !Profiles.IsAccountId(account)) == true)
            _errors.Add(new FieldError("selection.accounts", FieldCodes.AccountIdFormat));
        if (selection.RecordIds is { } ids
            && (ids.Count is 0 or > MostNamed || selection is not { System: not null, Sample: null, Since: null } || ids.Any(id => RecordKey.Judge(id) != KeyFault.None)))
            _errors.Add(new FieldError("selection.recordIds", FieldCodes.RunSelectionRange));
        if (selection.System is { } system && systems.Find(system) is null)
            _errors.Add(new FieldError("selection.system", FieldCodes.NotListed, [.. systems.All.Select(known => known.Name)]));
        return new Reconciliation.RunSelection(
            selection.OlderThanDays ?? 0, selection.Accounts, selection.Sample, selection.System, selection.Since?.ToUniversalTime(), selection.RecordIds);
    }

    /// <summary>What a kind does not select by is refused, or somebody would believe it had.</summary>
    private void CheckKnown(RunKind kind, RunSelection selection)
    {
        (string Name, bool IsGiven, RunKind[] Kinds)[] known =
        [
            ("olderThanDays", selection.OlderThanDays is not null, [RunKind.RegisterDrift]),
            ("accounts", selection.Accounts is not null, [RunKind.RegisterDrift, RunKind.Consistency, RunKind.Duplicates]),
            ("sample", selection.Sample is not null, [RunKind.RegisterDrift, RunKind.RecordLinks, RunKind.Duplicates]),
            ("system", selection.System is not null, [RunKind.RecordLinks, RunKind.Consistency]),
            ("since", selection.Since is not null, [RunKind.RecordLinks]),
            ("recordIds", selection.RecordIds is not null, [RunKind.RecordLinks]),
        ];
        _errors.AddRange(known
            .Where(part => part.IsGiven && !part.Kinds.Contains(kind))
            .Select(part => new FieldError($"selection.{part.Name}", FieldCodes.RunSelectionUnknown)));
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
