using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification.Batches;

/// <summary>
/// The files of lists, in sealed pieces, from the upload until every row was read; after that their people are known only
/// to their checks, and the key is destroyed. The table <c>batch_chunk</c>.
/// </summary>
internal sealed class BatchFiles(Database database, SubjectStore subjects)
{
    public const int PieceBytes = 256 * 1024;

    public Task AddAsync(NpgsqlConnection connection, SubjectKey key, Guid batchId, int no, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "insert into batch_chunk (batch_id, no, content) values ($1, $2, $3)",
            [batchId, no, key.SealBytes(Place(no), batchId, piece.Span)],
            cancellationToken);

    /// <summary>The file as it was sent, one piece in memory at a time.</summary>
    public Stream Open(SubjectKey key, Guid batchId) => new Pieces(this, key, batchId);

    /// <summary>Forgets the file of a list nobody will read on, and its key: no backup of the database opens it again.</summary>
    public async Task ForgetAsync(NpgsqlConnection connection, Batch batch, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("delete from batch_chunk where batch_id = $1", [batch.Id], cancellationToken);
        await subjects.EraseAsync(connection, [batch.SubjectId], cancellationToken);
    }

    private async Task<byte[]?> ReadAsync(SubjectKey key, Guid batchId, int no, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        var content = await connection.FirstAsync(
            "select content from batch_chunk where batch_id = $1 and no = $2",
            [batchId, no],
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken);
        return content is null ? null : key.OpenBytes(Place(no), batchId, content);
    }

    // The number is part of the seal, so that pieces cannot change places.
    private static string Place(int no) => $"batch_chunk.content/{no}";

    private sealed class Pieces(BatchFiles files, SubjectKey key, Guid batchId) : Stream
    {
        private ReadOnlyMemory<byte> _rest;
        private int _next;
        private bool _ended;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_rest.IsEmpty && !_ended)
            {
                if (await files.ReadAsync(key, batchId, _next, cancellationToken) is { } piece)
                    (_rest, _next) = (piece, _next + 1);
                else
                    _ended = true;
            }

            var length = Math.Min(buffer.Length, _rest.Length);
            _rest[..length].CopyTo(buffer);
            _rest = _rest[length..];
            return length;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
