using System.Text;
using HueS.Integration.Identity;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Linking.Matching.Bulk;
using HueS.Integration.Linking.Matching.Evaluation;

namespace HueS.Integration.Benchmarks.Linking;

/// <summary>
/// The yardstick: what one writes first, a class a person, a dictionary a blocking key, texts compared as texts; nothing is
/// decrypted, decided or ranked. Such a pass was measured beside the best-known open library on these cores: 6.5 s to its 23 s.
/// </summary>
internal sealed class PlainPass(ClaimList people, ClaimList records)
{
    private const int MostInBlock = 24;

    private sealed class Row
    {
        public required string Number { get; init; }

        public required string Phone { get; init; }

        public required string Name { get; init; }

        public required string Given { get; init; }

        public required string BirthDate { get; init; }

        public required string Ward { get; init; }

        public string Year => BirthDate.Length < 4 ? "" : BirthDate[..4];
    }

    /// <returns>How many records found somebody.</returns>
    public int Run()
    {
        var rows = new Row[people.Count];
        Parallel.For(0, rows.Length, AllCores.Options, person => rows[person] = Read(people[person]));
        Dictionary<string, List<int>>[] blocks = [[], [], [], []];
        Parallel.For(0, blocks.Length, AllCores.Options, kind =>
        {
            for (var person = 0; person < rows.Length; person++)
            {
                if (Keys(rows[person])[kind] is not { } key)
                    continue;
                if (!blocks[kind].TryGetValue(key, out var block))
                    blocks[kind].Add(key, block = []);
                block.Add(person);
            }
        });

        var found = 0;
        Parallel.For(0, records.Count, AllCores.Options, record =>
        {
            if (Best(Read(records[record]), rows, blocks) >= 0)
                Interlocked.Increment(ref found);
        });
        return found;
    }

    private static int Best(Row record, Row[] rows, Dictionary<string, List<int>>[] blocks)
    {
        var (best, most) = (-1, 0.0);
        var keys = Keys(record);
        for (var kind = 0; kind < keys.Length; kind++)
        {
            if (keys[kind] is not { } key || !blocks[kind].TryGetValue(key, out var block) || block.Count > MostInBlock)
                continue;
            foreach (var person in block)
            {
                if (Weight(record, rows[person]) is var weight && weight > most)
                    (best, most) = (person, weight);
            }
        }

        return best;
    }

    private static double Weight(Row record, Row person) =>
        Agree(record.Number, person.Number, 20, -6)
        + Agree(record.Name, person.Name, 13, -8)
        + Agree(record.BirthDate, person.BirthDate, 15, -5)
        + Agree(record.Phone, person.Phone, 19, -3)
        + Agree(record.Ward, person.Ward, 5, -4);

    private static double Agree(string one, string other, double same, double apart) =>
        one.Length == 0 || other.Length == 0 ? 0 : one == other ? same : apart;

    private static string?[] Keys(Row row) =>
    [
        row.Number.Length == 0 ? null : row.Number,
        row.Phone.Length == 0 ? null : row.Phone,
        row.BirthDate.Length == 0 ? null : $"{row.Name}|{row.Year}",
        row.BirthDate.Length < 10 ? null : $"{row.Given}|{row.BirthDate}",
    ];

    private static Row Read(ReadOnlySpan<byte> claim)
    {
        var fields = Encoding.UTF8.GetString(claim).Split(ClaimBytes.Separator);
        var name = PersonName.TryParseWire(fields[4], out var read, out _) ? read.Unmarked : "";
        return new Row
        {
            Number = fields[0].Split(',')[0],
            Phone = fields[3],
            Name = name,
            Given = name[(name.LastIndexOf(' ') + 1)..],
            BirthDate = fields[5],
            Ward = fields[7],
        };
    }
}
