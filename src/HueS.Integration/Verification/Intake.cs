using System.Security.Cryptography;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>What is known of a check when it comes in.</summary>
internal abstract record Arrived
{
    private Arrived()
    {
    }

    /// <summary>Nobody asks for an equal one: the register is ours to ask.</summary>
    public sealed record Ours(NewCheck Check) : Arrived;

    /// <summary>An equal one is being asked for at this moment.</summary>
    public sealed record InFlight(NewCheck Check, Guid Other) : Arrived;

    /// <summary>An equal one was answered inside the reuse window, or while this one waited for it.</summary>
    public sealed record Reusable(NewCheck Check, Guid Earlier) : Arrived;

    /// <summary>The same request came before.</summary>
    public sealed record Replay(Guid Check) : Arrived;

    /// <summary>Another request came before under the same key.</summary>
    public sealed record KeyReused : Arrived;
}

/// <summary>
/// Looks, before the register is asked, for what makes asking needless. Checks that come in together are looked up together.
/// </summary>
internal sealed class Intake
{
    public const string ClaimColumn = "verification.claim";
    public const string RegisteredColumn = "verification.registered";

    // A flight outlives its answer's deadline a little, so that the row is there before anyone else asks.
    private static readonly TimeSpan FlightMargin = TimeSpan.FromSeconds(2);

    private readonly Database _database;
    private readonly SubjectStore _subjects;
    private readonly FlightStore _flights;
    private readonly OfficerStore _officers;
    private readonly BlindIndex _index;
    private readonly GroupCommit<Arrival, Seen> _arrivals;

    public Intake(
        Database database,
        SubjectStore subjects,
        FlightStore flights,
        OfficerStore officers,
        BlindIndex index)
    {
        (_database, _subjects, _flights, _officers, _index) = (database, subjects, flights, officers, index);
        _arrivals = new GroupCommit<Arrival, Seen>(arrivals => database.RunAsync(
            Pool.Api,
            (connection, token) => LookAsync(connection, arrivals, token),
            CancellationToken.None));
    }

    /// <param name="draft">The check as it will be, with its own id; asked about again under the same id while it waits for another.</param>
    /// <param name="asking">How long the register would be asked where nobody asks it yet; <c>null</c>: not now.</param>
    public async Task<Arrived> ArriveAsync(
        Actor actor,
        PurposeOptions purpose,
        VerificationQuestion question,
        VerificationCase draft,
        string? idempotencyKey,
        TimeSpan? asking,
        CancellationToken cancellationToken)
    {
        var officer = await _officers.KeepAsync(_database, actor.Pool, question.Officer, cancellationToken);
        var arrival = new Arrival(
            draft,
            SubjectIndex(question.Claim),
            ClaimIndex(actor.ClientId, purpose, question),
            draft.CreatedAt - purpose.ReuseWindow,
            idempotencyKey,
            asking + FlightMargin);
        var seen = await _arrivals.WriteAsync(arrival);
        var requestIndex = RequestIndex(question);
        if (seen.Replay is var (id, earlier))
        {
            return CryptographicOperations.FixedTimeEquals(earlier, requestIndex)
                ? new Arrived.Replay(id)
                : new Arrived.KeyReused();
        }

        var check = new NewCheck(
            draft with { SubjectId = seen.Subject.SubjectId },
            idempotencyKey,
            requestIndex,
            arrival.ClaimIndex,
            seen.Subject,
            officer,
            SealedClaim.Of(question));
        return seen.Reusable is { } reusable ? new Arrived.Reusable(check, reusable)
            : asking is null || seen.Flown == draft.Id ? new Arrived.Ours(check)
            : new Arrived.InFlight(check, seen.Flown);
    }

    /// <summary>Lets an equal check ask, where this one came to no end that could be written. Where the database is away, that happens by itself.</summary>
    public async Task EndFlightAsync(NewCheck check)
    {
        try
        {
            await using var connection = await _database.OpenAsync(Pool.Api, CancellationToken.None);
            await _flights.EndAsync(connection, check.ClaimIndex, check.Case.Id, CancellationToken.None);
        }
        catch (Exception outage) when (Outage.Is(outage))
        {
            // What came before tells the caller more, and the flight ends when its time is over.
        }
    }

    private async Task<IReadOnlyList<Seen>> LookAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Arrival> arrivals,
        CancellationToken cancellationToken)
    {
        // The flight first: whoever gets it when another's has ended sees, in the look after it, the answer that ended it.
        var flying = Enumerable.Range(0, arrivals.Count).Where(place => arrivals[place].Flies is not null).ToArray();
        var flown = await _flights.TakeAsync(
            connection,
            [.. flying.Select(place => new Flight(
                arrivals[place].ClaimIndex, arrivals[place].Draft.Id, Lane.Counter, arrivals[place].Flies!.Value))],
            cancellationToken);
        var (subjects, earlier) = await FindAsync(connection, arrivals, cancellationToken);
        var seen = new Seen[arrivals.Count];
        for (var place = 0; place < seen.Length; place++)
            seen[place] = new Seen(subjects[place], earlier[place].Replay, earlier[place].Reusable, Guid.Empty);
        for (var place = 0; place < flying.Length; place++)
            seen[flying[place]] = seen[flying[place]] with { Flown = flown[place] };
        await EndNeedlessAsync(connection, arrivals, seen, cancellationToken);
        return seen;
    }

    /// <summary>A request that came before asks nobody, so its flight must not keep others waiting; one that takes an earlier answer ends its own with its row.</summary>
    private static async Task EndNeedlessAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Arrival> arrivals,
        Seen[] seen,
        CancellationToken cancellationToken)
    {
        var needless = Enumerable.Range(0, seen.Length)
            .Where(place => seen[place].Replay is not null && seen[place].Flown == arrivals[place].Draft.Id)
            .Select(place => (arrivals[place].ClaimIndex, arrivals[place].Draft.Id))
            .ToArray();
        if (needless.Length == 0)
            return;
        await using var batch = new NpgsqlBatch(connection);
        FlightStore.Append(batch, needless);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Who the claims are about and what came before them, in one round trip where everybody is known.</summary>
    private async Task<(IReadOnlyList<SubjectKey> Subjects, IReadOnlyList<Earlier> Earlier)> FindAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Arrival> arrivals,
        CancellationToken cancellationToken)
    {
        byte[][] indexes = [.. arrivals.Select(arrival => arrival.SubjectIndex)];
        SubjectKey?[] known;
        IReadOnlyList<Earlier> earlier;
        await using (var batch = new NpgsqlBatch(connection))
        {
            SubjectStore.AppendFind(batch, indexes);
            VerificationStore.AppendFindEarlier(batch, arrivals);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            known = await _subjects.ReadFoundAsync(reader, indexes.Length, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            earlier = await VerificationStore.ReadEarlierAsync(reader, cancellationToken);
        }

        var subjects = Array.TrueForAll(known, key => key is not null)
            ? known!
            : await _subjects.OfAllAsync(connection, indexes, cancellationToken);
        return (subjects!, earlier);
    }

    /// <summary>Tells whether two requests are the same without keeping either.</summary>
    public byte[] RequestIndex(VerificationQuestion question) =>
        _index.Of(
            IndexKind.Request,
            $"{question.Purpose}|{question.CaseReference}|{question.Officer.Text}|{question.Claim.Canonical()}");

    // An answer serves again only for a purpose that would still ask and decide the same way.
    public byte[] ClaimIndex(string clientId, PurposeOptions purpose, VerificationQuestion question) =>
        _index.Of(
            IndexKind.Claim,
            $"{clientId}|{question.Purpose}|{purpose.Check}|{purpose.VitalStatus}|{PolicyBook.Published.For(purpose).Id}|{question.Claim.Canonical()}");

    /// <summary>By which the key of the person claimed is found.</summary>
    public byte[] SubjectIndex(ClaimedPerson claim) =>
        claim.Number is { } number
            ? _index.Of(IndexKind.PersonalNumber, number.Digits)
            : _index.Of(IndexKind.OldCardNumber, claim.OldCard!.Value.Digits);

    private sealed record Seen(SubjectKey Subject, (Guid Id, byte[] RequestIndex)? Replay, Guid? Reusable, Guid Flown);
}

/// <summary>A check that comes in, as far as the database is asked about it.</summary>
/// <param name="Flies">How long its flight may last; <c>null</c>: it takes none.</param>
internal sealed record Arrival(
    VerificationCase Draft,
    byte[] SubjectIndex,
    byte[] ClaimIndex,
    DateTimeOffset ReusableSince,
    string? IdempotencyKey,
    TimeSpan? Flies);

/// <summary>What stands in the way of asking: the same request, or an answer about an equal claim.</summary>
internal sealed record Earlier((Guid Id, byte[] RequestIndex)? Replay, Guid? Reusable);
