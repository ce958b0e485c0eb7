using Npgsql;

namespace HueS.Integration.Review;

/// <summary>Where a task's doubt lives: in the room it came from, or, where it is about nobody, with the known answers.</summary>
internal sealed class ReviewSources(IEnumerable<IReviewed> rooms, KnownAnswerStore knownAnswers)
{
    private readonly Dictionary<ReviewSubject, IReviewed> _rooms = rooms.ToDictionary(room => room.Subject);

    public IReviewed RoomOf(ReviewSubject subject) => _rooms[subject];

    public async Task<IReviewed> OfAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken) =>
        await knownAnswers.FindAsync(connection, task.Id, cancellationToken) is { } known
            ? new KnownAnswer(_rooms[task.Subject], knownAnswers, known)
            : _rooms[task.Subject];
}
