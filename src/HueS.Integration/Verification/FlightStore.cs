using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>
/// Checks being asked for at this moment, on whichever node. Whoever takes a flight asks the register; an equal check sees
/// who flies and waits. A flight whose node died ends by itself.
/// </summary>
internal sealed class FlightStore
{
    /// <summary>Takes the flight of each claim that nobody flies, and tells who flies it now.</summary>
    public async Task<IReadOnlyList<Guid>> TakeAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(byte[] ClaimIndex, Guid Check, TimeSpan Lasts)> wanted,
        CancellationToken cancellationToken)
    {
        var flown = new Guid[wanted.Count];
        // In one order for everybody, or two groups that meet could wait for each other.
        await connection.ListAsync(
            """
            with asked as (
              select *
              from unnest($1::bytea[], $2::uuid[], $3::interval[]) with ordinality
                as asked (claim_index, check_id, lasts, place)),
            taken as (
              insert into verification_flight (claim_index, verification_id, until)
              select distinct on (claim_index) claim_index, check_id, clock_timestamp() + lasts
              from asked
              order by claim_index, place
              on conflict (claim_index) do update
              set verification_id = excluded.verification_id,
                  until = excluded.until
              where verification_flight.until < clock_timestamp()
                 or verification_flight.verification_id = excluded.verification_id
              returning claim_index, verification_id)
            select asked.place, coalesce(taken.verification_id, flying.verification_id)
            from asked
            left join taken using (claim_index)
            left join verification_flight flying using (claim_index)
            """,
            [
                wanted.Select(flight => flight.ClaimIndex).ToArray(),
                wanted.Select(flight => flight.Check).ToArray(),
                wanted.Select(flight => flight.Lasts).ToArray(),
            ],
            // Taken by another between our look and our insert: whoever it was, it was not us.
            row => flown[row.GetInt64(0) - 1] = row.ValueOrNull<Guid>(1) ?? Guid.Empty,
            cancellationToken);
        return flown;
    }

    /// <summary>Ends flights in a batch that writes what came of them.</summary>
    public static void Append(NpgsqlBatch batch, IReadOnlyList<(byte[] ClaimIndex, Guid Check)> ended) => batch.Add(
        """
        delete from verification_flight
        using unnest($1::bytea[], $2::uuid[]) as ended (claim_index, check_id)
        where verification_flight.claim_index = ended.claim_index
          and verification_flight.verification_id = ended.check_id
        """,
        ended.Select(flight => flight.ClaimIndex).ToArray(),
        ended.Select(flight => flight.Check).ToArray());

    public async Task EndAsync(NpgsqlConnection connection, byte[] claimIndex, Guid check, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Append(batch, [(claimIndex, check)]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
