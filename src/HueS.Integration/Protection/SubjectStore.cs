using System.Security.Cryptography;
using System.Text;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Protection;

/// <summary>Keys of the people we hold data about. A person is found by a blind index of the number that names them.</summary>
internal sealed class SubjectStore(KeyRing keys)
{
    /// <summary>The subject's key, made on first sight.</summary>
    public async Task<SubjectKey> OfAsync(NpgsqlConnection connection, byte[] index, CancellationToken cancellationToken)
    {
        if (await FindAsync(connection, index, cancellationToken) is { } known)
            return known;

        var id = Guid.CreateVersion7();
        var key = RandomNumberGenerator.GetBytes(KeyRing.KeyBytes);
        var wrapped = SubjectKey.SealBytes(keys.WrappingKey(keys.ActiveKeyId), Binding(id, keys.ActiveKeyId), key);
        var inserted = await connection.ExecuteAsync(
            """
            insert into subject (id, lookup, wrapping_key_id, wrapped_key)
            values ($1, $2, $3, $4)
            on conflict (lookup) do nothing
            """,
            [id, index, keys.ActiveKeyId, wrapped],
            cancellationToken);
        return inserted == 1
            ? new SubjectKey(id, key)
            : (await FindAsync(connection, index, cancellationToken))!;
    }

    public async Task<SubjectKey> OpenAsync(NpgsqlConnection connection, Guid subjectId, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select id, wrapping_key_id, wrapped_key from subject where id = $1",
            [subjectId],
            Unwrap,
            cancellationToken)
        ?? throw new InvalidOperationException($"There is no subject {subjectId}.");

    private Task<SubjectKey?> FindAsync(NpgsqlConnection connection, byte[] index, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select id, wrapping_key_id, wrapped_key from subject where lookup = $1",
            [index],
            Unwrap,
            cancellationToken);

    private SubjectKey Unwrap(NpgsqlDataReader row)
    {
        var (id, keyId) = (row.GetGuid(0), row.GetString(1));
        try
        {
            return new SubjectKey(
                id,
                SubjectKey.OpenBytes(keys.WrappingKey(keyId), Binding(id, keyId), row.GetFieldValue<byte[]>(2)));
        }
        catch (CryptographicException)
        {
            throw new SealBrokenException("subject.wrapped_key");
        }
    }

    private static byte[] Binding(Guid id, string keyId) => Encoding.UTF8.GetBytes($"subject.wrapped_key|{id:N}|{keyId}");
}
