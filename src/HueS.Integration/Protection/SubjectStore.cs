using System.Security.Cryptography;
using System.Text;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Protection;

/// <summary>Keys of the people we hold data about. A person is found by a blind index of the number that names them.</summary>
internal sealed class SubjectStore(KeyRing keys)
{
    private const string FindSql =
        """
        select asked.place, subject.id, subject.wrapping_key_id, subject.wrapped_key
        from unnest($1::bytea[]) with ordinality as asked (lookup, place)
        join lateral (
          select id, wrapping_key_id, wrapped_key
          from subject
          where subject.lookup = asked.lookup
          limit 1) as subject on true
        """;

    /// <summary>The subject's key, made on first sight.</summary>
    public async Task<SubjectKey> OfAsync(NpgsqlConnection connection, byte[] index, CancellationToken cancellationToken) =>
        (await OfAllAsync(connection, [index], cancellationToken))[0];

    /// <summary>The keys of several, in the order of their indexes.</summary>
    public async Task<IReadOnlyList<SubjectKey>> OfAllAsync(
        NpgsqlConnection connection,
        IReadOnlyList<byte[]> indexes,
        CancellationToken cancellationToken)
    {
        var found = await FindAsync(connection, indexes, cancellationToken);
        if (Array.TrueForAll(found, key => key is not null))
            return found!;

        await AddAsync(connection, [.. indexes.Where((_, place) => found[place] is null)], cancellationToken);
        // Others may have made some of them at the same time: what stands in the table counts.
        return (await FindAsync(connection, indexes, cancellationToken))!;
    }

    public async Task<SubjectKey> OpenAsync(NpgsqlConnection connection, Guid subjectId, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select id, wrapping_key_id, wrapped_key from subject where id = $1",
            [subjectId],
            row => Unwrap(row, 0),
            cancellationToken)
        ?? throw new InvalidOperationException($"There is no subject {subjectId}.");

    /// <summary>Destroys keys: what they sealed opens for nobody any more. The rows stay, for others point at them.</summary>
    public Task EraseAsync(NpgsqlConnection connection, IEnumerable<Guid> subjectIds, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update subject set wrapped_key = '' where id = any($1)",
            [subjectIds.ToArray()],
            cancellationToken);

    /// <summary>Whether what was sealed for the subject opens for nobody any more.</summary>
    public async Task<bool> IsErasedAsync(NpgsqlConnection connection, Guid subjectId, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select length(wrapped_key) = 0 from subject where id = $1",
            [subjectId],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>Makes whoever decides about any of these wait for the end of the transaction. One order for everybody.</summary>
    public Task HoldAsync(NpgsqlConnection connection, IEnumerable<Guid> subjectIds, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "select id from subject where id = any($1) order by id for no key update",
            [subjectIds.ToArray()],
            cancellationToken);

    /// <summary>
    /// The same, together with what else <paramref name="batch"/> asks: the question is added to it, and the answer read where
    /// the reader stands.
    /// </summary>
    public static void AppendFind(NpgsqlBatch batch, IReadOnlyList<byte[]> indexes) => batch.Add(FindSql, [indexes.ToArray()]);

    /// <summary>Reads what <see cref="AppendFind"/> asked; a subject not seen before is <c>null</c>.</summary>
    public async Task<SubjectKey?[]> ReadFoundAsync(NpgsqlDataReader reader, int count, CancellationToken cancellationToken)
    {
        var found = new SubjectKey?[count];
        while (await reader.ReadAsync(cancellationToken))
            found[reader.GetInt64(0) - 1] = Unwrap(reader, 1);
        return found;
    }

    private async Task<SubjectKey?[]> FindAsync(
        NpgsqlConnection connection,
        IReadOnlyList<byte[]> indexes,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        AppendFind(batch, indexes);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadFoundAsync(reader, indexes.Count, cancellationToken);
    }

    private async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<byte[]> indexes, CancellationToken cancellationToken)
    {
        var keyId = keys.ActiveKeyId;
        var ids = indexes.Select(_ => Guid.CreateVersion7()).ToArray();
        var wrapped = ids.Select(id => SubjectKey.SealBytes(
            keys.WrappingKey(keyId),
            Binding(id, keyId),
            RandomNumberGenerator.GetBytes(KeyRing.KeyBytes))).ToArray();
        // In one order for everybody, or two groups that meet could wait for each other.
        await connection.ExecuteAsync(
            """
            insert into subject (id, lookup, wrapping_key_id, wrapped_key)
            select id, lookup, $4, wrapped_key
            from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as made (id, lookup, wrapped_key)
            order by lookup
            on conflict (lookup) do nothing
            """,
            [ids, indexes.ToArray(), wrapped, keyId],
            cancellationToken);
    }

    private SubjectKey Unwrap(NpgsqlDataReader row, int column)
    {
        var (id, keyId) = (row.GetGuid(column), row.GetString(column + 1));
        try
        {
            return new SubjectKey(
                id,
                SubjectKey.OpenBytes(keys.WrappingKey(keyId), Binding(id, keyId), row.GetFieldValue<byte[]>(column + 2)));
        }
        catch (CryptographicException)
        {
            throw new SealBrokenException("subject.wrapped_key");
        }
    }

    private static byte[] Binding(Guid id, string keyId) => Encoding.UTF8.GetBytes($"subject.wrapped_key|{id:N}|{keyId}");
}
