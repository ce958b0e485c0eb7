using HueS.Integration.Linking.Matching;
using HueS.Integration.Linking.Matching.Evaluation.City;
using HueS.Integration.Linking.Matching.Training;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

public sealed class ExpectationMaximisationTests
{
    private static readonly double[][] PlantedM = [[0.9, 0.07, 0.03], [0.8, 0.15, 0.05], [0.95, 0.05], [0.7, 0.3]];
    private static readonly double[][] PlantedU = [[0.01, 0.04, 0.95], [0.02, 0.03, 0.95], [0.1, 0.9], [0.05, 0.95]];

    /// <summary>Pairs are drawn from weights we know, labels are thrown away, and training has to find the weights again.</summary>
    [Fact]
    public void Planted_weights_are_recovered_without_labels()
    {
        const double Known = 0.7;
        const int Others = 6;
        var dice = new Dice(11);
        var sample = new TrainingSample(Others, oneAtMost: true);
        for (var record = 0; record < 20_000; record++)
        {
            var known = dice.Chance(Known);
            for (var other = 0; other < Others; other++)
                sample.Add(Draw(known && other == 0 ? PlantedM : PlantedU, dice), Rarity.None);
            sample.EndRecord();
        }

        for (var pair = 0; pair < 400_000; pair++)
            sample.AddRandom(Draw(PlantedU, dice));

        var fitted = ExpectationMaximisation.Fit(Guess(), sample, "fitted");

        fitted.Known.ShouldBe(Known, 0.05);
        for (var comparison = 0; comparison < PlantedM.Length; comparison++)
        {
            for (var level = 0; level < PlantedM[comparison].Length; level++)
            {
                fitted.Comparisons[comparison].Levels[level].M.ShouldBe(PlantedM[comparison][level], 0.04, $"m {comparison} {level}");
                fitted.Comparisons[comparison].Levels[level].U.ShouldBe(PlantedU[comparison][level], 0.01, $"u {comparison} {level}");
            }
        }
    }

    [Fact]
    public void What_was_set_by_hand_and_what_was_never_met_stay_as_they_were()
    {
        var sample = new TrainingSample(10, oneAtMost: true);
        sample.Add(new Pattern(0).With(0, 1), Rarity.None);
        sample.EndRecord();
        sample.AddRandom(new Pattern(0).With(0, 3));

        var fitted = ExpectationMaximisation.Fit(Guess(fixedLevel: 2), sample, "fitted");

        fitted.Comparisons[0].Levels[1].M.ShouldBe(0.2);
        fitted.Comparisons[0].Levels.Sum(level => level.M).ShouldBe(1, 1e-9);
        fitted.Comparisons[3].Levels.ShouldBe(Guess().Comparisons[3].Levels);
    }

    [Fact]
    public void Training_never_changes_with_the_run()
    {
        var options = new CityOptions(1_000, 1_000, 0.5, 0.1, 3);

        Train().ShouldBe(Train());

        string Train()
        {
            var evaluation = new CityEvaluation(LabelledCity.Generate(options), options.Name);
            evaluation.Run(null);
            return System.Text.Encoding.UTF8.GetString(evaluation.Weights!.Write());
        }
    }

    private static Pattern Draw(double[][] chances, Dice dice)
    {
        var pattern = new Pattern(0);
        for (var comparison = 0; comparison < chances.Length; comparison++)
        {
            var (luck, level) = (dice.NextDouble(), 0);
            while (level < chances[comparison].Length - 1 && luck >= chances[comparison][level])
                luck -= chances[comparison][level++];
            pattern = pattern.With(comparison, level + 1);
        }

        return pattern;
    }

    private static MatchModel Guess(int fixedLevel = 0) => new("guess", 0.5,
    [
        .. PlantedM.Select((levels, comparison) => new ComparisonChances(
            $"c{comparison}",
            levels.Length == 3
                ? [new LevelChances("a", 0.6, 0.1), new LevelChances("b", 0.2, 0.2, Fixed: fixedLevel == 2), new LevelChances("c", 0.2, 0.7)]
                : [new LevelChances("a", 0.6, 0.3), new LevelChances("b", 0.4, 0.7)])),
    ]);
}
