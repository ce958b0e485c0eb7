using System.Globalization;
using Npgsql;

namespace HueS.Integration.Storage;

/// <summary>
/// Refuses a primary that another has replaced. A promotion begins a new timeline, so whoever comes back with an older one than was
/// seen before would take writes that are lost. It knows what this process has seen: what holds a server down that lost its place
/// before we started is the business of whoever promotes.
/// </summary>
internal sealed class TimelineGuard
{
    private readonly Lock _lock = new();
    private long _highest;

    /// <exception cref="NpgsqlException">The server is no primary, or no longer the one.</exception>
    public void Admit(NpgsqlConnection connection)
    {
        using var command = Question(connection);
        Judge(command.ExecuteScalar() as string);
    }

    /// <exception cref="NpgsqlException">The server is no primary, or no longer the one.</exception>
    public async Task AdmitAsync(NpgsqlConnection connection)
    {
        await using var command = Question(connection);
        Judge(await command.ExecuteScalarAsync(CancellationToken.None) as string);
    }

    // The file's name begins with the timeline; what the last checkpoint wrote down lags behind a promotion.
    private static NpgsqlCommand Question(NpgsqlConnection connection) => new(
        """
        select case
          when not pg_is_in_recovery()
          then pg_walfile_name(pg_current_wal_lsn())
        end
        """,
        connection);

    private void Judge(string? file)
    {
        if (file is null)
            throw new NpgsqlException("The database server only reads: it is a standby.");

        var timeline = long.Parse(file.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (timeline < _highest)
                throw new NpgsqlException("The database server is a primary that has been replaced; its writes would be lost.");
            _highest = timeline;
        }
    }
}
