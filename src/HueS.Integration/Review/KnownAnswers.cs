using HueS.Integration.Audit;
using HueS.Integration.Storage;

namespace HueS.Integration.Review;

/// <summary>A task about nobody, to be laid among the real ones.</summary>
internal sealed record Seed(
    ReviewSubject Subject,
    IReadOnlyList<string> Reasons,
    DateTimeOffset WaitingSince,
    SeededCase Case,
    Verdict Expected);

/// <summary>
/// Measures how well people decide by tasks whose right answer is known. Through every other verb of this room they are what
/// they seem to be.
/// </summary>
internal sealed class KnownAnswers(
    Database database,
    ReviewStore tasks,
    ReviewSources sources,
    KnownAnswerStore store,
    Trail trail)
{
    /// <summary>Which decisions a task with these reasons would allow.</summary>
    public IReadOnlyList<Verdict> VerdictsOf(ReviewSubject subject, IReadOnlyCollection<string> reasons) =>
        [.. sources.RoomOf(subject).OffersFor(reasons).Select(offer => offer.Verdict)];

    public Task<Guid> SeedAsync(Actor actor, Seed seed, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var id = Guid.CreateVersion7();
                await tasks.SeedAsync(connection, id, seed.Subject, actor.ClientId, seed.Reasons, seed.WaitingSince, token);
                await store.AddAsync(connection, id, seed.Case, seed.Expected, token);
                await trail.WriteAsync(connection, new AuditEntry(AuditAction.ReviewSeeded, actor, Target: id.ToString()), token);
                return id;
            },
            cancellationToken);

    /// <summary>How often each officer was right since a moment, by what would have been right.</summary>
    public Task<List<OfficerScore>> ReportAsync(Actor actor, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var scores = await store.ScoreAsync(connection, since, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.ReviewReported, actor, Note: $"{scores.Count}"),
                    token);
                return scores;
            },
            cancellationToken);
}
