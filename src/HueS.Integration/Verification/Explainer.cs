using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Storage;

namespace HueS.Integration.Verification;

/// <summary>Re-reads a client's own case and says what decided it. Saying so is a disclosure, and goes into the trail.</summary>
internal sealed class Explainer(Database database, VerificationStore store, CheckQueue queue, EvenTime evenTime, Trail trail)
{
    /// <param name="policy">Reads the grades by this policy besides the case's own: <c>strict</c>, or <c>strict/2026-11.1</c>; by the newest of each where none is named.</param>
    public async Task<ExplainResult> ExplainAsync(Actor actor, Guid id, string? policy, CancellationToken cancellationToken)
    {
        var book = PolicyBook.Published;
        if (!TryChoose(book, policy, out var others))
            return new ExplainResult.UnknownPolicy([.. book.Newest.Select(known => known.Name)]);

        var found = await database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await store.FindAsync(connection, id, token) is not { } kept || kept.ClientId != actor.ClientId)
                    return null;
                var known = kept.AsSeen(evenTime);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        AuditAction.VerificationExplained,
                        actor,
                        known.Purpose,
                        known.CaseReference,
                        known.SubjectId,
                        id.ToString(),
                        known.Settlement?.Decision.Outcome.ToString()),
                    token);
                return known.IsPending
                    ? known with { Standing = await queue.StandingAsync(connection, known, token) }
                    : known;
            },
            cancellationToken);
        return found is null
            ? new ExplainResult.NotFound()
            : new ExplainResult.Explained(Explanation.Of(found, book, others));
    }

    private static bool TryChoose(PolicyBook book, string? policy, out IReadOnlyList<Policy> others)
    {
        others = policy is null ? [.. book.Newest]
            : (policy.Contains('/', StringComparison.Ordinal) ? book.Find(policy) : book.Current(policy)) is { } named ? [named]
            : [];
        return others.Count > 0;
    }
}
