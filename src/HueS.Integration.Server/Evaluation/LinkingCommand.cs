using System.Text.Encodings.Web;
using System.Text.Json;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Linking.Matching.Columns;
using HueS.Integration.Linking.Matching.Evaluation;
using HueS.Integration.Linking.Matching.Evaluation.City;

namespace HueS.Integration.Server.Evaluation;

/// <summary>The verb <c>linking</c>: measures the matching and trains its weights.</summary>
internal static class LinkingCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            var arguments = LinkingArguments.Parse(args);
            return arguments.Verb switch
            {
                LinkingVerb.Help => Help(arguments, output),
                LinkingVerb.Evaluate => await EvaluateAsync(arguments, output, cancellationToken),
                LinkingVerb.Train => await TrainAsync(arguments, output, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(args)),
            };
        }
        catch (LinkingMisuseException misuse)
        {
            errors.WriteLine(misuse.Message);
            return Commands.Misused;
        }
        catch (Exception failure) when (failure is WeightFileException or MappingException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(failure.Message);
            return Commands.Failed;
        }
    }

    private static int Help(LinkingArguments arguments, TextWriter output)
    {
        output.WriteLine(arguments.ExplainsMapping ? LinkingArguments.MappingUsage : LinkingArguments.Usage);
        return Commands.Done;
    }

    private static async Task<int> EvaluateAsync(LinkingArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var report = arguments.City is { } city
            ? EvaluateCity(arguments, city).Report
            : await EvaluateFilesAsync(arguments, cancellationToken);
        output.WriteLine(arguments.Json ? JsonSerializer.Serialize(report, Json) : ReportText.Of(report));
        return report.Automatic is { Wrong: > 0 } ? Commands.Failed : Commands.Done;
    }

    private static async Task<int> TrainAsync(LinkingArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var trained = arguments.City is { } city
            ? (EvaluateCity(arguments with { Train = true }, city).Weights with { Version = arguments.Version }).Write()
            : (await new ColumnEvaluation(MappingOf(arguments)).TrainAsync(arguments.Files, arguments.Version, cancellationToken)).Write();
        if (arguments.Out is null)
            output.WriteLine(System.Text.Encoding.UTF8.GetString(trained));
        else
            await File.WriteAllBytesAsync(arguments.Out, [.. trained, (byte)'\n'], cancellationToken);
        return Commands.Done;
    }

    private static Task<EvaluationReport> EvaluateFilesAsync(LinkingArguments arguments, CancellationToken cancellationToken)
    {
        var mapping = MappingOf(arguments);
        var weights = arguments.Weights is { } file ? ColumnWeights.Parse(File.ReadAllBytes(file), mapping) : null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(arguments.Mapping!))!;
        return new ColumnEvaluation(mapping).RunAsync(arguments.Files, folder, arguments.Train, weights, cancellationToken);
    }

    private static Mapping MappingOf(LinkingArguments arguments) => Mapping.Parse(File.ReadAllBytes(arguments.Mapping!));

    private static (EvaluationReport Report, WeightFile Weights) EvaluateCity(LinkingArguments arguments, CityOptions options)
    {
        var weights = arguments.Train ? null
            : arguments.Weights is { } file ? WeightFile.Parse(File.ReadAllBytes(file))
            : WeightFile.Default;
        var evaluation = new CityEvaluation(LabelledCity.Generate(options), options.Name);
        return (evaluation.Run(weights), evaluation.Weights!);
    }
}
