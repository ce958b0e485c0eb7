using Npgsql;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>Every row that says what is true of citizens, as digests by table: so a reconciliation that was undone can be told from one that left something.</summary>
internal sealed record CitizenRows(IReadOnlyDictionary<string, (long Rows, string Digest)> Tables)
{
    // Whether a citizen can be found yet is a moment's matter, and says nothing of them.
    private static readonly Dictionary<string, string> Statements = new()
    {
        ["citizen"] = "select (to_jsonb(t) - 'findable')::text as line from citizen t",
        ["citizen_number"] = "select t::text as line from citizen_number t",
        ["number_replacement"] = "select t::text as line from number_replacement t",
        ["profile"] = "select t::text as line from profile t",
        ["linking_hold"] = "select t::text as line from linking_hold t",
        ["link"] = "select t::text as line from link t",
        ["review_task"] = "select subject || target::text as line from review_task where state in ('open', 'proposed')",
    };

    public static async Task<CitizenRows> ReadAsync(string ownerConnectionString, CancellationToken cancellation)
    {
        // A pooled connection may be one to a database that was killed since.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        var tables = new Dictionary<string, (long, string)>();
        foreach (var (table, statement) in Statements)
        {
            await using var command = new NpgsqlCommand(
                $"select count(*), coalesce(md5(string_agg(line, chr(10) order by line)), '') from ({statement}) lines", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            tables[table] = (reader.GetInt64(0), reader.GetString(1));
        }

        return new CitizenRows(tables);
    }

    /// <summary>The tables that differ.</summary>
    public IReadOnlyList<string> DifferencesFrom(CitizenRows other) =>
        [.. Tables.Where(table => other.Tables[table.Key] != table.Value).Select(table => table.Key)];
}
