using HueS.Integration.Linking.Matching;
using HueS.Integration.Linking.Matching.Evaluation;
using HueS.Integration.Linking.Matching.Evaluation.City;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

/// <summary>
/// With the weights that are shipped, on small cities of another seed than they were trained on. The full size is the
/// benchmark's; nothing here depends on the machine, for the same seed gives the same city and the same answers.
/// </summary>
public sealed class GeneratedCities
{
    private const int People = 5_000;

    [Fact]
    public void The_right_person_is_found_and_few_others_are_looked_at()
    {
        var report = Evaluate(numbers: 0);

        report.Candidates.Recall.ShouldBeGreaterThan(0.99);
        report.Candidates.RecallAt1.ShouldBeInRange(0.98, report.Candidates.RecallAt5);
        report.Candidates.PairsARecord.ShouldBeLessThan(1.5 * 7.3);
        report.AtHighPrecision.Recall.ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void With_numbers_on_half_the_records_many_link_by_themselves_and_none_wrongly()
    {
        var report = Evaluate(numbers: 0.5);

        report.BestF1.F1.ShouldBeGreaterThan(0.992);
        report.Automatic!.ShareLinked.ShouldBeGreaterThan(0.25);
        report.Automatic.Wrong.ShouldBe(0);
    }

    [Fact]
    public void An_adversarys_records_are_never_linked_to_whom_they_resemble()
    {
        var report = new CityEvaluation(Adversary.Generate(2_000, 10_000, seed: 77), "adversary").Run(WeightFile.Default);

        report.Automatic!.Wrong.ShouldBe(0);
        // They are as near as can be: nearly all of them have the person they resemble, or their own, to put before somebody.
        report.Automatic.ShareToPeople.ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void There_is_something_of_everything_in_a_city()
    {
        var city = LabelledCity.Generate(new CityOptions(People, People, 0.5, 0.1, 5));
        var same = LabelledCity.Generate(new CityOptions(People, People, 0.5, 0.1, 5));

        foreach (var dirt in Enum.GetValues<Dirt>().Where(dirt => dirt != Dirt.None))
            city.Dirt.Count(found => found.HasFlag(dirt)).ShouldBeGreaterThan(10, dirt.ToString());
        city.Truth.ShouldBe(same.Truth);
        city.People.Count.ShouldBe(People);
        Enumerable.Range(0, People).Count(record => !city.Records[record].SequenceEqual(same.Records[record])).ShouldBe(0);
        (city.Truth.Count(truth => truth < 0) / (double)People).ShouldBeInRange(0.07, 0.13);
    }

    private static EvaluationReport Evaluate(double numbers)
    {
        var options = new CityOptions(People, People, numbers, 0.1, 5);
        return new CityEvaluation(LabelledCity.Generate(options), options.Name).Run(WeightFile.Default);
    }
}
