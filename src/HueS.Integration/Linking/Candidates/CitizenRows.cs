using HueS.Integration.Linking.Matching;
using HueS.Integration.Profiles;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>A citizen as a row that records are compared with.</summary>
/// <param name="SharesPhone">Every account of the citizen gave the phone: only then is it a second key.</param>
internal sealed record CitizenRow(Guid CitizenId, MatchRow Row, ulong[] FormerNumbers, bool SharesPhone)
{
    public bool HasNumber(ulong number) => number != 0 && (Row.Number == number || FormerNumbers.Contains(number));

    public override string ToString() => $"CitizenRow({CitizenId})";
}

/// <summary>Opens citizens and reads them into rows.</summary>
internal sealed class CitizenRows(CitizenStore citizens, NumberHistory history, ProfileStore profiles)
{
    public async Task<List<CitizenRow>> ReadAsync(
        NpgsqlConnection connection,
        MatchEngine engine,
        IReadOnlyCollection<Guid> citizenIds,
        CancellationToken cancellationToken)
    {
        var rows = new List<CitizenRow>(citizenIds.Count);
        foreach (var id in citizenIds)
            rows.Add(await ReadAsync(connection, engine, id, cancellationToken));
        return rows;
    }

    public async Task<CitizenRow> ReadAsync(NpgsqlConnection connection, MatchEngine engine, Guid id, CancellationToken cancellationToken)
    {
        var person = (await citizens.ReadAsync(connection, id, cancellationToken)).Open();
        var numbers = await history.NumbersOfAsync(connection, id, cancellationToken);
        var phones = await profiles.ReadPhonesAsync(connection, id, cancellationToken);
        var present = person.Number?.Digits;
        // The number in force first, then those it replaced.
        var all = string.Join(',', numbers.Select(number => number.Digits).Where(digits => digits != present).Prepend(present));
        var row = engine.Reader.Read(new ClaimFields(
            all,
            person.OldCard?.Digits,
            Insurance: null,
            phones is [var newest, ..] ? newest : null,
            person.Name.Text,
            person.BirthDate.ToIso(),
            person.Sex,
            person.WardCode));
        // Whoever has a second account could otherwise give a key to records that the first one's holder never gave.
        var sharesPhone = phones.Distinct().Count() == 1
            && phones.Count == await profiles.CountAsync(connection, id, cancellationToken);
        return new CitizenRow(id, row, RowReader.FormerNumbers(all), sharesPhone);
    }
}
