using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>The table <c>link_change</c>: every change of a link, never changed itself.</summary>
internal sealed class LinkChangeStore
{
    public Task AddAsync(
        NpgsqlConnection connection,
        LinkStep step,
        string clientId,
        Guid? officerId,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into link_change (link_id, version, action, before, after, decided_by, client_id, officer_id, reason, case_reference, back_to)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                step.After.Id,
                step.After.Version,
                step.Action.ToString(),
                step.Before?.ToString(),
                step.After.State.ToString(),
                (step.IsMachines ? Decider.Rule : step.After.By).ToString(),
                clientId,
                officerId,
                step.Reason?.ToString(),
                step.CaseReference,
                step.BackTo,
            ],
            cancellationToken);

    /// <summary>The changes of a link, oldest first.</summary>
    public Task<List<LinkChange>> ListAsync(NpgsqlConnection connection, Guid linkId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select version, at, action, before, after, decided_by, reason, back_to from link_change where link_id = $1 order by version",
            [linkId],
            row => new LinkChange(
                row.GetInt32(0),
                row.GetFieldValue<DateTimeOffset>(1),
                Enum.Parse<LinkAction>(row.GetString(2)),
                row.ObjectOrNull<string>(3) is { } before ? Enum.Parse<LinkState>(before) : null,
                Enum.Parse<LinkState>(row.GetString(4)),
                Enum.Parse<Decider>(row.GetString(5)),
                row.ObjectOrNull<string>(6) is { } reason ? Enum.Parse<LinkChangeReason>(reason) : null,
                row.ValueOrNull<int>(7)),
            cancellationToken);
}
