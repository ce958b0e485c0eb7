using HueS.Integration.Linking.Matching;
using HueS.Integration.Profiles;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>A citizen as a row that records are compared with.</summary>
internal sealed record CitizenRow(Guid CitizenId, MatchRow Row, ulong[] FormerNumbers)
{
    public override string ToString() => $"CitizenRow({CitizenId})";
}

/// <summary>Opens citizens and reads them into rows.</summary>
internal sealed class CitizenRows(MatchEngine engine, CitizenStore citizens, NumberHistory history, ProfileStore profiles)
{
    public async Task<List<CitizenRow>> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> citizenIds,
        CancellationToken cancellationToken)
    {
        var rows = new List<CitizenRow>(citizenIds.Count);
        foreach (var id in citizenIds)
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
            rows.Add(new CitizenRow(id, row, RowReader.FormerNumbers(all)));
        }

        return rows;
    }
}
