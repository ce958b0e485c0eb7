using Npgsql;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>What the database holds of a run, looked at past the service: everything once, whatever was killed on the way.</summary>
/// <param name="Kept">Verifications of the run.</param>
/// <param name="SettledOnce">Those the trail saw settled exactly once.</param>
/// <param name="RecordsLinkedTwice">Dossiers linked to more than one citizen, or twice.</param>
/// <param name="LinksDecidedTwice">Links decided more than once by the rule since they were made.</param>
internal sealed record Bookkeeping(long Kept, long SettledOnce, long RecordsLinkedTwice, long LinksDecidedTwice)
{
    public static async Task<Bookkeeping> CountAsync(string ownerConnectionString, DemoRun run, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            """
            with kept as (
              select v.id, count(a.id) as settled
              from verification v
              left join audit a on a.target = v.id::text and a.action in ('verification.answered', 'verification.settled')
              where v.idempotency_key like $1
              group by v.id)
            select
              (select count(*) from kept),
              (select count(*) from kept where settled = 1),
              (select count(*) from (
                select 1 from link where state = 'Linked' group by system, record_id having count(*) > 1) twice),
              (select count(*) from (
                select 1 from audit where action = 'link.decided' and note like 'Linked%' group by target having count(*) > 1) twice)
            """,
            connection)
        { Parameters = { new() { Value = $"{run.Id}-C%" } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new Bookkeeping(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }
}
