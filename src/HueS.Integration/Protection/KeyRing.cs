using System.Security.Cryptography;
using System.Text.Json;

namespace HueS.Integration.Protection;

/// <summary>The key ring cannot be used as it is; the message says what to do.</summary>
internal sealed class KeyRingException(string message) : Exception(message);

/// <summary>
/// The keys no database holds: key-encryption keys by id, of which one wraps new subject keys, and the key of the blind
/// index. Losing the file means losing every person's data; copying it means being able to read all of it.
/// </summary>
internal sealed class KeyRing
{
    public const int KeyBytes = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersAny =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly Dictionary<string, byte[]> _wrappingKeys;

    private KeyRing(string activeKeyId, Dictionary<string, byte[]> wrappingKeys, byte[] indexKey)
    {
        ActiveKeyId = activeKeyId;
        _wrappingKeys = wrappingKeys;
        IndexKey = indexKey;
    }

    /// <summary>The key that wraps new subject keys; the others only open old ones.</summary>
    public string ActiveKeyId { get; }

    public byte[] IndexKey { get; }

    public byte[] WrappingKey(string keyId) =>
        _wrappingKeys.TryGetValue(keyId, out var key)
            ? key
            : throw new KeyRingException($"The key ring lacks the key '{keyId}', which wraps data in this database. Restore the key ring that belongs to it.");

    public static KeyRing Load(string path)
    {
        if (!File.Exists(path))
            throw new KeyRingException($"There is no key ring at '{path}'. Create one with the server's `keys create` verb, or restore the one that belongs to this database.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersAny) != 0)
            throw new KeyRingException($"The key ring '{path}' can be read by others. Run: chmod 600 '{path}'");

        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(File.ReadAllBytes(path), JsonSerializerOptions.Strict)!;
            var keys = stored.WrappingKeys.ToDictionary(pair => pair.Key, pair => Key(pair.Value), StringComparer.Ordinal);
            if (!keys.ContainsKey(stored.ActiveKeyId))
                throw new FormatException();
            return new KeyRing(stored.ActiveKeyId, keys, Key(stored.IndexKey));
        }
        // The parser's own words could quote the file, and the file holds keys.
        catch (Exception broken) when (broken is JsonException or FormatException)
        {
            throw new KeyRingException($"The key ring '{path}' is damaged: it must hold activeKeyId, wrappingKeys and indexKey, each key 32 bytes in base64. Restore it from its copy.");
        }
    }

    /// <summary>Makes a new key ring; never overwrites one.</summary>
    public static void Create(string path)
    {
        const string firstKey = "k1";
        var stored = new Stored(
            firstKey,
            new Dictionary<string, string> { [firstKey] = NewKey() },
            NewKey());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, stored, Written);
    }

    private static readonly JsonSerializerOptions Written = new(JsonSerializerOptions.Strict) { WriteIndented = true };

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    private static byte[] Key(string base64)
    {
        var key = Convert.FromBase64String(base64);
        return key.Length == KeyBytes ? key : throw new FormatException();
    }

    private sealed record Stored(string ActiveKeyId, Dictionary<string, string> WrappingKeys, string IndexKey);
}
