using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>A wish to ask the register about a claim.</summary>
/// <param name="Lasts">When it ends by itself, should nobody end it.</param>
internal sealed record Flight(byte[] ClaimIndex, Guid Check, Lane Lane, TimeSpan Lasts);

/// <summary>
/// Checks being asked for at this moment, on whichever node. Whoever takes a flight asks the register; an equal check sees
/// who flies and waits. A flight whose node died ends by itself. One in a later lane may still wait for its turn, so it is
/// taken over by whoever comes in an earlier one.
/// </summary>
internal sealed class FlightStore
{
    /// <summary>Takes the flight of each claim that nobody flies as urgently, and tells who flies it now.</summary>
    public async Task<IReadOnlyList<Guid>> TakeAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Flight> wanted,
        CancellationToken cancellationToken)
    {
        var flown = new Guid[wanted.Count];
        // In one order for everybody, or two groups that meet could wait for each other.
        await connection.ListAsync(
            """
            with asked as (
              select *
              from unnest($1::bytea[], $2::uuid[], $3::smallint[], $4::interval[]) with ordinality
                as asked (claim_index, check_id, lane, lasts, place)),
            taken as (
              insert into verification_flight (claim_index, verification_id, lane, until)
              select distinct on (claim_index) claim_index, check_id, lane, clock_timestamp() + lasts
              from asked
              order by claim_index, lane, place
              on conflict (claim_index) do update
              set verification_id = excluded.verification_id,
                  lane = excluded.lane,
                  until = excluded.until
              where verification_flight.until < clock_timestamp()
                 or verification_flight.verification_id = excluded.verification_id
                 or verification_flight.lane > excluded.lane
              returning claim_index, verification_id)
            select asked.place, coalesce(taken.verification_id, flying.verification_id)
            from asked
            left join taken using (claim_index)
            left join lateral (
              select verification_id
              from verification_flight
              where claim_index = asked.claim_index
              limit 1) as flying on true
            """,
            [
                wanted.Select(flight => flight.ClaimIndex).ToArray(),
                wanted.Select(flight => flight.Check).ToArray(),
                wanted.Select(flight => (short)flight.Lane).ToArray(),
                wanted.Select(flight => flight.Lasts).ToArray(),
            ],
            // Taken by another between our look and our insert: whoever it was, it was not us.
            row => flown[row.GetInt64(0) - 1] = row.ValueOrNull<Guid>(1) ?? Guid.Empty,
            cancellationToken);
        return flown;
    }

    /// <summary>Ends flights in a batch that writes what came of them, in the order in which others take them. A flight taken over is another's to end.</summary>
    public static void Append(NpgsqlBatch batch, IReadOnlyList<(byte[] ClaimIndex, Guid Check)> ended) => batch.Add(
        """
        with ended as (
          select flight.claim_index, flight.verification_id
          from verification_flight flight
          join unnest($1::bytea[], $2::uuid[]) as ended (claim_index, check_id)
            on flight.claim_index = ended.claim_index
           and flight.verification_id = ended.check_id
          where flight.claim_index = any($1)
          order by flight.claim_index
          for update of flight)
        delete from verification_flight
        using ended
        where verification_flight.claim_index = ended.claim_index
          and verification_flight.verification_id = ended.verification_id
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
