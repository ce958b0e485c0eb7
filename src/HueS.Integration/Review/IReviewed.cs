using HueS.Integration.Audit;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>
/// A room whose doubts people decide. It stands right of this one, so it comes to us: it says what its doubt is about, shows
/// both sides, and carries a decision out in the transaction that closes the task.
/// </summary>
internal interface IReviewed
{
    ReviewSubject Subject { get; }

    /// <summary>What may be decided about a task with these reasons, before anything else is known of it.</summary>
    IReadOnlyList<Offer> OffersFor(IReadOnlyCollection<string> reasons);

    /// <summary>What the doubt is about, as it stands now.</summary>
    Task<ReviewTarget> FindAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken);

    /// <summary>The two sides of the doubt, in full. Whoever asks has written down who is shown them, and why.</summary>
    Task<Sides> ShowAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken);

    /// <summary>What the room would show of a doubt about nobody, had it met these people: the one the task is about first.</summary>
    Task<Sides> FurnishAsync(
        NpgsqlConnection connection,
        ReviewTask task,
        Sides seeded,
        IReadOnlyList<InventedPerson> people,
        CancellationToken cancellationToken) => Task.FromResult(seeded);

    /// <summary>Whether a decision may name this citizen; where nobody can be named, it may not.</summary>
    Task<bool> MayNameAsync(NpgsqlConnection connection, ReviewTask task, Guid candidateId, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    /// <summary>
    /// Carries out what was decided, with its own audit row and event. <c>false</c>: what the task is about changed meanwhile,
    /// and nothing was written.
    /// </summary>
    Task<bool> CarryOutAsync(NpgsqlConnection connection, Actor actor, ReviewTask task, Choice choice, CancellationToken cancellationToken);
}

/// <summary>What a doubt is about.</summary>
/// <param name="SubjectId">Whose data it is: the trail names them, and notes are sealed with their key.</param>
/// <param name="Basis">Changes with whatever a decision stands on.</param>
internal sealed record ReviewTarget(Guid SubjectId, string Basis, IReadOnlyList<Offer> Offers, string? Purpose = null, string? CaseReference = null);
