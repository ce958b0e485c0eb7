using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>What an officer wrote down about a task.</summary>
internal sealed record Note(Guid OfficerId, string Text, DateTimeOffset WrittenAt)
{
    public override string ToString() => "Note(*)";
}

/// <summary>The table <c>review_note</c>: in people's own words, and so sealed with the key of whom they may be about.</summary>
internal sealed class NoteStore(SubjectStore subjects)
{
    private const string NoteColumn = "review_note.note";
    private const int MostShown = 200;

    public async Task AddAsync(
        NpgsqlConnection connection,
        Guid taskId,
        Guid subjectId,
        Guid officerId,
        string text,
        CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var subject = await subjects.OpenAsync(connection, subjectId, cancellationToken);
        await connection.ExecuteAsync(
            "insert into review_note (id, task_id, subject_id, officer_id, note) values ($1, $2, $3, $4, $5)",
            [id, taskId, subjectId, officerId, subject.Seal(NoteColumn, id, text)],
            cancellationToken);
    }

    /// <summary>The newest notes of a task, oldest of them first.</summary>
    public async Task<IReadOnlyList<Note>> ListAsync(NpgsqlConnection connection, Guid taskId, CancellationToken cancellationToken)
    {
        var rows = await connection.ListAsync(
            """
            select id, subject_id, officer_id, note, written_at
            from review_note
            where task_id = $1
            order by id desc
            limit $2
            """,
            [taskId, MostShown],
            row => (Id: row.GetGuid(0), Subject: row.GetGuid(1), Officer: row.GetGuid(2), Text: row.GetFieldValue<byte[]>(3), At: row.GetFieldValue<DateTimeOffset>(4)),
            cancellationToken);
        var notes = new List<Note>();
        foreach (var row in Enumerable.Reverse(rows))
        {
            var subject = await subjects.OpenAsync(connection, row.Subject, cancellationToken);
            notes.Add(new Note(row.Officer, subject.Open<string>(NoteColumn, row.Id, row.Text), row.At));
        }

        return notes;
    }
}
