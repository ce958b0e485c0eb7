using HueS.Integration.Audit;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>
/// A doubt about nobody. It is shown, decided and approved like any other of its kind, and carrying it out only notes what was
/// answered: nothing else happens.
/// </summary>
internal sealed class KnownAnswer(IReviewed room, KnownAnswerStore store, KnownAnswerRow row) : IReviewed
{
    public ReviewSubject Subject => room.Subject;

    public IReadOnlyList<Offer> OffersFor(IReadOnlyCollection<string> reasons) => room.OffersFor(reasons);

    public async Task<ReviewTarget> FindAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var seeded = await store.OpenAsync(connection, row, cancellationToken);
        return new ReviewTarget(row.SubjectId, row.TaskId.ToString(), OffersFor(task.Reasons), seeded.Purpose, seeded.CaseReference);
    }

    public async Task<Sides> ShowAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var seeded = await store.OpenAsync(connection, row, cancellationToken);
        InventedPerson[] people = [new InventedPerson(row.SubjectId, seeded.Sides.LeftPerson), .. seeded.Others];
        return await room.FurnishAsync(connection, task, seeded.Sides, people, cancellationToken);
    }

    public async Task<bool> MayNameAsync(NpgsqlConnection connection, ReviewTask task, Guid candidateId, CancellationToken cancellationToken) =>
        (await ShowAsync(connection, task, cancellationToken)).Candidates.Any(candidate => candidate.CitizenId == candidateId && !candidate.IsAskedAbout);

    public Task<bool> CarryOutAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Choice choice,
        CancellationToken cancellationToken) => Task.FromResult(true);
}
