using System.Globalization;
using HueS.Integration.Linking.Matching.Evaluation.City;

namespace HueS.Integration.Server.Evaluation;

/// <summary>What was asked is not understood; the message is for whoever typed it.</summary>
internal sealed class LinkingMisuseException(string message) : Exception(message);

internal enum LinkingVerb
{
    Help,
    Evaluate,
    Train,
}

/// <summary>What follows the verb <c>linking</c>.</summary>
internal sealed record LinkingArguments
{
    public const string Usage = """
        Measures how well records find their people, and learns the weights by which they do. Neither needs a server or a database.

          linking evaluate DATASET   matches, and holds every answer against the truth of the data set
          linking train DATASET      learns the weights from pairs nobody labelled, never from the truth, and writes them:
                                     of a city those of records against people, of files those of the mapping's comparisons

        DATASET is one of
          city:N                     a generated city of N people known to us, 100 to 2,000,000, with as many records, all invented
          FILE.csv                   one file, to find who stands in it twice
          FILE.csv OTHER.csv         two files, to find who stands in both

        Options for a city
          --records N                so many records; default: as many as people
          --numbers SHARE            the share of records that carry a number, from 0 to 1; default: 0.5
          --strangers SHARE          the share of inhabitants who are not known to us, from 0 to 0.9; default: 0.1
          --seed N                   another city; default: 1

        Options for files
          --mapping FILE             which column is compared how, and where the truth stands; `linking --help mapping` shows one

        Options for both
          --train                    evaluate: learn the weights from the pairs of the data set first
          --weights FILE             evaluate: weights that `linking train` wrote, in place of those that are shipped
          --out FILE                 train: where to write the weights; default: the standard output
          --version TEXT             train: the version they carry; default: trained
          --json                     evaluate: the report as JSON

        Examples
          linking evaluate city:20000 --numbers 0
          linking evaluate city:20000 --train --json
          linking train city:100000 --seed 7 --version 2026-11.1 --out weights.json
          linking evaluate people.csv --mapping mapping.json --train
          linking train people.csv --mapping mapping.json --out weights.json
          linking evaluate other.csv --mapping mapping.json --weights weights.json
          linking evaluate left.csv right.csv --mapping mapping.json --train

        Exit codes: 0 done; 1 a file cannot be read, or a record was linked by itself to somebody else; 2 not understood.
        """;

    public const string MappingUsage = """
        A mapping says of a CSV file with a header row what its columns are. Two files that are linked share one mapping.

          {
            "delimiter": ",",
            "id": "rec_id",
            "comparisons": [
              { "name": "name", "columns": ["given_name", "surname"], "kind": "name" },
              { "name": "birth", "columns": ["date_of_birth"], "kind": "date" },
              { "name": "street", "columns": ["address_1"], "kind": "text" },
              { "name": "postcode", "columns": ["postcode"], "kind": "number" },
              { "name": "state", "columns": ["state"], "kind": "exact" }
            ],
            "blocking": [ ["name"], ["birth", "postcode"] ],
            "truth": { "cluster": "person_id" }
          }

          kind       compares
          exact      same or not
          name       same; without marks and case; words moved or missing; by how much the letters differ
          text       as name, with looser limits
          date       same; day and month swapped; one digit other; the year
          number     same; one sign other, missing or swapped

        Rare values weigh more than common ones. "blocking" lists the comparisons that must agree for a pair to be looked at, any
        one row of it; without it, every two comparisons are tried. The truth is a column of ids shared by records of one person
        ("cluster"), or a file of pairs beside the mapping ("pairs": "pairs.csv", with two columns of record ids).
        """;

    public LinkingVerb Verb { get; private init; }

    public bool ExplainsMapping { get; private init; }

    public CityOptions? City { get; private init; }

    public IReadOnlyList<string> Files { get; private init; } = [];

    public string? Mapping { get; private init; }

    public bool Train { get; init; }

    public string? Weights { get; private init; }

    public string? Out { get; private init; }

    public string Version { get; private init; } = "trained";

    public bool Json { get; private init; }

    /// <exception cref="LinkingMisuseException">With a sentence about the first word that was not understood.</exception>
    public static LinkingArguments Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args.Any(arg => arg is "--help" or "-h" or "help"))
            return new LinkingArguments { Verb = LinkingVerb.Help, ExplainsMapping = args.Contains("mapping") };

        var read = new LinkingArguments
        {
            Verb = args[0] switch
            {
                "evaluate" => LinkingVerb.Evaluate,
                "train" => LinkingVerb.Train,
                _ => throw new LinkingMisuseException("After linking comes evaluate or train; linking --help tells more."),
            },
        };
        var city = new CityOptions(0, 0, 0.5, 0.1, 1);
        for (var at = 1; at < args.Count; at++)
        {
            switch (args[at])
            {
                case "--records": city = city with { Records = Number(args, ref at, 1, 10_000_000) }; break;
                case "--numbers": city = city with { Numbers = Share(args, ref at, 1) }; break;
                case "--strangers": city = city with { Strangers = Share(args, ref at, 0.9) }; break;
                case "--seed": city = city with { Seed = Number(args, ref at, 0, int.MaxValue) }; break;
                case "--mapping": read = read with { Mapping = Value(args, ref at) }; break;
                case "--train": read = read with { Train = true }; break;
                case "--weights": read = read with { Weights = Value(args, ref at) }; break;
                case "--out": read = read with { Out = Value(args, ref at) }; break;
                case "--version": read = read with { Version = Value(args, ref at) }; break;
                case "--json": read = read with { Json = true }; break;
                case var dataset when dataset.StartsWith("city:", StringComparison.Ordinal):
                    city = city with { People = Number("city:", dataset["city:".Length..], 100, 2_000_000) };
                    break;
                case ['-', ..]: throw new LinkingMisuseException($"{args[at]} is not understood; linking --help tells what is.");
                default: read = read with { Files = [.. read.Files, args[at]] }; break;
            }
        }

        return Checked(city.People == 0 ? read : read with { City = city with { Records = city.Records == 0 ? city.People : city.Records } });
    }

    private static LinkingArguments Checked(LinkingArguments read) => read switch
    {
        { City: null, Files: [] } => throw new LinkingMisuseException("Say which data set: city:20000, or a CSV file with --mapping."),
        { City: not null, Files: not [] } => throw new LinkingMisuseException("A generated city and a file are two data sets; say one."),
        { Files.Count: > 2 } => throw new LinkingMisuseException("One file is searched for doubles, or two are linked; three are not understood."),
        { Files: not [], Mapping: null } => throw new LinkingMisuseException("A file needs --mapping; linking --help mapping shows one."),
        { City: not null, Mapping: not null } => throw new LinkingMisuseException("A generated city needs no mapping."),
        { Train: true, Weights: not null } => throw new LinkingMisuseException("Either the weights are trained or they are read from a file; say --train or --weights."),
        _ => read,
    };

    private static string Value(IReadOnlyList<string> args, ref int at) =>
        ++at < args.Count && args[at].Length > 0 ? args[at] : throw new LinkingMisuseException($"{args[at - 1]} wants a value after it.");

    private static int Number(IReadOnlyList<string> args, ref int at, int least, int most) => Number(args[at], Value(args, ref at), least, most);

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new LinkingMisuseException(string.Create(CultureInfo.InvariantCulture, $"{name} wants a whole number from {least} to {most}."));

    private static double Share(IReadOnlyList<string> args, ref int at, double most)
    {
        var name = args[at];
        return double.TryParse(Value(args, ref at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= most
            ? share
            : throw new LinkingMisuseException(string.Create(CultureInfo.InvariantCulture, $"{name} wants a share from 0 to {most}, such as 0.5."));
    }
}
