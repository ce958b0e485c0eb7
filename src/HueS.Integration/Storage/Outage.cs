using Npgsql;

namespace HueS.Integration.Storage;

/// <summary>More waits to be written than can be told in time: what is turned away now may come again.</summary>
internal sealed class OverloadedException() : Exception("Too much waits to be written.");

/// <summary>Which failures pass by themselves, and say nothing about what was to be written.</summary>
internal static class Outage
{
    /// <summary>The database is away, full, locked, stopping, without a free connection or overrun.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        PostgresException answered => answered.IsTransient
            || answered.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction
            || answered.SqlState.StartsWith("53", StringComparison.Ordinal)
            || answered.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or OverloadedException => true,
        _ => false,
    };
}
