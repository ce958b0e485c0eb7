using System.Text.Json;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>
/// The table <c>link</c>. A record is linked to one citizen at most: a constraint decides races. Whoever changes a link holds,
/// in this order and of each kind in the order of their ids: the officer, the item of work, the open review task, the link.
/// </summary>
internal sealed class LinkStore
{
    public const string OneCitizenConstraint = "link_one_citizen";

    private const int MostOthers = 20;

    private const string Columns =
        "id, citizen_id, system, record_id, purpose, state, class, reasons, evidence, rules_version, decided_at, decided_by, version, "
        + "closed_for, doubt_class, doubt_reasons, doubt_evidence";

    public Task<Link?> FindAsync(
        NpgsqlConnection connection,
        Guid citizenId,
        string system,
        string recordId,
        CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from link where citizen_id = $1 and system = $2 and record_id = $3",
            [citizenId, system, recordId],
            Read,
            cancellationToken);

    /// <summary>Whether the record is another citizen's already.</summary>
    public async Task<bool> IsLinkedElsewhereAsync(
        NpgsqlConnection connection,
        Guid citizenId,
        string system,
        string recordId,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            """
            select true
            from link
            where system = $1
              and record_id = $2
              and state in ('Linked', 'Frozen')
              and citizen_id <> $3
            """,
            [system, recordId, citizenId],
            row => row.GetBoolean(0),
            cancellationToken);

    public Task<Link?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from link where id = $1", [id], Read, cancellationToken);

    /// <summary>Reads the link and keeps others from changing it until the transaction ends.</summary>
    public Task<Link?> LockAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from link where id = $1 for no key update", [id], Read, cancellationToken);

    /// <summary>Links of a system's records, or of all, a page of them by id.</summary>
    public Task<List<Guid>> ListIdsAsync(NpgsqlConnection connection, string? system, Guid? after, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select id from link where ($1::text is null or system = $1) and id > $2 order by id limit $3",
            [system, after ?? Guid.Empty, limit],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>The links of these citizens by their ids.</summary>
    public Task<List<Guid>> IdsOfCitizensAsync(NpgsqlConnection connection, Guid[] citizenIds, CancellationToken cancellationToken) =>
        connection.ListAsync("select id from link where citizen_id = any($1)", [citizenIds], row => row.GetGuid(0), cancellationToken);

    /// <summary>Every link of a citizen, kept from being changed until the transaction ends.</summary>
    public Task<List<Link>> HoldOfCitizenAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ListAsync($"select {Columns} from link where citizen_id = $1 order by id for no key update", [citizenId], Read, cancellationToken);

    /// <summary>How many links a citizen has in each state.</summary>
    public Task<List<(LinkState State, long Count)>> CountAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select state, count(*) from link where citizen_id = $1 group by state order by state",
            [citizenId],
            row => (Enum.Parse<LinkState>(row.GetString(0)), row.GetInt64(1)),
            cancellationToken);

    /// <summary>What became of it because of whose it is.</summary>
    public Task MoveAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update link set citizen_id = $2, state = $3, decided_by = $4, decided_at = $5, version = $6 where id = $1",
            [link.Id, link.CitizenId, link.State.ToString(), link.By.ToString(), link.DecidedAt, link.Version],
            cancellationToken);

    /// <summary>Where a link stands from now on, and what the rules say of it; what it was made with stays.</summary>
    public Task ChangeAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update link
            set state = $2,
                decided_by = $3,
                decided_at = $4,
                version = $5,
                closed_for = $6,
                doubt_class = $7,
                doubt_reasons = $8,
                doubt_evidence = $9::jsonb
            where id = $1
            """,
            [
                link.Id,
                link.State.ToString(),
                link.By.ToString(),
                link.DecidedAt,
                link.Version,
                link.ClosedFor?.ToString(),
                link.Doubt?.Decision.Class.ToString(),
                link.Doubt is null ? null : Names(link.Doubt.Decision.Reasons),
                link.Doubt is null ? null : JsonSerializer.Serialize(link.Doubt.Evidence),
            ],
            cancellationToken);

    /// <summary>Makes it again what it was, but for its version, which has risen.</summary>
    public async Task RestoreAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "update link set class = $2, reasons = $3, evidence = $4::jsonb, rules_version = $5 where id = $1",
            [link.Id, link.Decision.Class.ToString(), Names(link.Decision.Reasons), JsonSerializer.Serialize(link.Evidence), link.RulesVersion],
            cancellationToken);
        await ChangeAsync(connection, link, cancellationToken);
    }

    /// <summary>The same as a list, all of a record's, kept from changing until the transaction ends.</summary>
    public Task<List<Link>> HoldOfRecordAsync(NpgsqlConnection connection, string system, string recordId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"select {Columns} from link where system = $1 and record_id = $2 order by id for no key update",
            [system, recordId],
            Read,
            cancellationToken);

    /// <summary>All links of a record, whatever their state.</summary>
    public Task<List<Link>> ListOfRecordAsync(NpgsqlConnection connection, string system, string recordId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"select {Columns} from link where system = $1 and record_id = $2 order by id",
            [system, recordId],
            Read,
            cancellationToken);

    /// <summary>How each of these records stands that is linked, disputed or proposed; the others have no say.</summary>
    public Task<List<RecordStanding>> StandingsAsync(
        NpgsqlConnection connection,
        string system,
        string[] recordIds,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select distinct on (record_id) state, decided_by
            from link
            where system = $1
              and record_id = any($2)
              and state not in ('Unlinked', 'Closed', 'Merged')
            order by record_id, state = 'Proposed', id
            """,
            [system, recordIds],
            row => (row.GetString(0), row.GetString(1)) switch
            {
                (nameof(LinkState.Linked), nameof(Decider.Rule)) => RecordStanding.ByRule,
                (nameof(LinkState.Linked), _) => RecordStanding.ByPerson,
                (nameof(LinkState.Frozen), _) => RecordStanding.Disputed,
                _ => RecordStanding.ForAPerson,
            },
            cancellationToken);

    /// <summary>Other citizens to whom the same record was linked or proposed.</summary>
    public Task<List<Link>> ListOthersAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select {Columns}
            from link
            where system = $1
              and record_id = $2
              and id <> $3
              and state <> 'Merged'
            order by id
            limit {MostOthers}
            """,
            [link.System, link.RecordId, link.Id],
            Read,
            cancellationToken);

    /// <summary>
    /// Adds a link the rules decided, or decides anew one they had proposed or closed, and answers it as it is kept; one that is
    /// linked, that a person decided, or about which nothing changed, stays as it is and <c>null</c> is answered.
    /// </summary>
    public Task<Link?> KeepAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            insert into link (id, citizen_id, system, record_id, purpose, state, class, reasons, evidence, rules_version, decided_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11)
            on conflict (citizen_id, system, record_id)
            do update set
              state = excluded.state,
              class = excluded.class,
              reasons = excluded.reasons,
              evidence = excluded.evidence,
              rules_version = excluded.rules_version,
              decided_at = excluded.decided_at,
              closed_for = null,
              version = link.version + 1
            where link.state in ('Proposed', 'Closed')
              and link.decided_by = 'Rule'
              and (link.state, link.class, link.reasons, link.evidence, link.rules_version)
                is distinct from (excluded.state, excluded.class, excluded.reasons, excluded.evidence, excluded.rules_version)
            returning {Columns}
            """,
            [
                link.Id,
                link.CitizenId,
                link.System,
                link.RecordId,
                link.Purpose,
                link.State.ToString(),
                link.Decision.Class.ToString(),
                Names(link.Decision.Reasons),
                JsonSerializer.Serialize(link.Evidence),
                link.RulesVersion,
                link.DecidedAt,
            ],
            Read,
            cancellationToken);

    public Task<List<Link>> ListAsync(
        NpgsqlConnection connection,
        Guid citizenId,
        Guid? after,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select {Columns}
            from link
            where citizen_id = $1
              and id > $2
            order by id
            limit $3
            """,
            [citizenId, after ?? Guid.Empty, limit],
            Read,
            cancellationToken);

    private static Link Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        Enum.Parse<LinkState>(row.GetString(5)),
        ReadDecision(row, 6),
        JsonSerializer.Deserialize<Evidence>(row.GetString(8))!,
        row.GetString(9),
        row.GetFieldValue<DateTimeOffset>(10),
        Enum.Parse<Decider>(row.GetString(11)),
        row.GetInt32(12),
        row.ObjectOrNull<string>(13) is { } closedFor ? Enum.Parse<LinkReason>(closedFor) : null,
        row.IsDBNull(14) ? null : new LinkDoubt(ReadDecision(row, 14), JsonSerializer.Deserialize<Evidence>(row.GetString(16))!));

    private static LinkDecision ReadDecision(NpgsqlDataReader row, int column) => new(
        Enum.Parse<EvidenceClass>(row.GetString(column)),
        [.. row.GetFieldValue<string[]>(column + 1).Select(Enum.Parse<LinkReason>)]);

    private static string[] Names(IEnumerable<LinkReason> reasons) => [.. reasons.Select(reason => reason.ToString())];
}
