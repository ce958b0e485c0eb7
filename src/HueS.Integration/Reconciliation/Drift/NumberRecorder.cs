using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Reconciliation.Drift;

/// <summary>Records the number by which the register itself replaced a citizen's, and takes it back exactly.</summary>
internal sealed class NumberRecorder(
    CitizenStore citizens,
    CitizenNumberStore numbers,
    NumberHistory history,
    ReplacementStore replacements,
    CitizenNews news,
    ChangeStore changes,
    Trail trail,
    TimeProvider time)
{
    /// <summary>A number is replaced once in a lifetime, seldom twice.</summary>
    private const int MostHops = 3;

    public async Task<LeftReason?> RecordAsync(
        NpgsqlConnection connection,
        Actor actor,
        Run run,
        RunItem item,
        byte[] identity,
        CancellationToken cancellationToken)
    {
        var person = await citizens.ReadAsync(connection, item.Target, cancellationToken);
        if (await SuccessorAsync(connection, person, cancellationToken) is not { } successor)
            return LeftReason.Changed;
        var renewed = person with { Number = successor.Digits };
        var holder = await history.HolderOfAsync(connection, renewed, cancellationToken);
        if (holder.CitizenId != item.Target || holder.InDoubt || holder.IsFormerNumber)
            return LeftReason.InDoubt;

        var before = await numbers.SubjectsOfAsync(connection, item.Target, cancellationToken);
        await history.KeepAsync(connection, holder, renewed, Verification(run, item), cancellationToken);
        var after = await numbers.SubjectsOfAsync(connection, item.Target, cancellationToken);
        await changes.AddAsync(
            connection,
            new RunChange(
                Guid.CreateVersion7(), run.Id, item.Id, RunEffect.RecordNumber, item.Target,
                identity, await citizens.FindSealedAsync(connection, item.Target, cancellationToken), [.. after.Except(before)]),
            cancellationToken);
        await news.TellAsync(connection, item.Target, cancellationToken);
        await trail.WriteAsync(connection, DriftEffects.Entry(actor, run, item, AuditAction.NumberRecorded, "successor"), cancellationToken);
        return null;
    }

    /// <summary><c>false</c>: another identity has been kept since, and everything stays.</summary>
    public async Task<bool> TakeBackAsync(NpgsqlConnection connection, RunChange change, CancellationToken cancellationToken)
    {
        if (!await citizens.RestoreAsync(connection, change.Target, change.Before!, change.After!, cancellationToken))
            return false;
        await numbers.RemoveAsync(connection, change.Target, [.. change.Added!], cancellationToken);
        await news.TellAsync(connection, change.Target, cancellationToken);
        return true;
    }

    private async Task<PersonalNumber?> SuccessorAsync(NpgsqlConnection connection, SealedPerson person, CancellationToken cancellationToken)
    {
        PersonalNumber? last = null;
        var next = PersonalNumber.TryParse(person.Number, out var number) ? number : (PersonalNumber?)null;
        for (var hop = 0; hop < MostHops && next is { } asked; hop++)
        {
            var subject = await replacements.SubjectOfAsync(connection, asked, cancellationToken);
            next = await replacements.FindAsync(connection, subject.SubjectId, DateTimeOffset.UnixEpoch, cancellationToken);
            last = next ?? last;
        }

        return last;
    }

    private VerificationCase Verification(Run run, RunItem item) => new(
        item.Id, run.ClientId, item.Target, run.Purpose, run.CaseReference, Receipt: "", time.GetStoredNow(), time.GetStoredNow(), [],
        new Settlement(Decision.For(Outcome.Verified), item.CheckedAt, time.GetStoredNow(), AnswerSource.Register, RulesVersion: ""));
}
