using HueS.Integration.Mocks;
using Npgsql;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>
/// Whether everything the record systems hold of a run has arrived, looked at past the service: a sister service has no need to
/// know, and the demo must not count what was still on its way as missing.
/// </summary>
internal sealed class Arrivals(string ownerConnectionString, CityRecords records)
{
    private readonly string[] _dossiers = [.. records.Dossiers.Select(dossier => dossier.Number)];
    private readonly string[] _reports = [.. records.Reports.Select(report => report.RecordId)];

    public string Standing { get; private set; } = "";

    public async Task<bool> AreAllThereAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            """
            select
              (select count(*) from record where system = 'dossiers' and record_id = any($1)),
              (select count(*) from record where system = 'feedback' and record_id = any($2)),
              (select count(*) from work where kind in ('citizen', 'membership') and state = 'new')
            """,
            connection)
        { Parameters = { new() { Value = _dossiers }, new() { Value = _reports } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var (dossiers, reports, waiting) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        Standing = $"dossiers {dossiers}/{_dossiers.Length}   feedback {reports}/{_reports.Length}   {waiting} công dân chờ tra · citizens to look up";
        return dossiers == _dossiers.Length && reports == _reports.Length && waiting == 0;
    }
}
