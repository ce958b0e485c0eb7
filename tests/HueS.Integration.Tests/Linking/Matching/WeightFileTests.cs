using System.Text;
using HueS.Integration.Linking.Matching;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

public sealed class WeightFileTests
{
    [Fact]
    public void What_is_written_is_read_again() =>
        WeightFile.Parse(WeightFile.Default.Write()).Write().ShouldBe(WeightFile.Default.Write());

    [Fact]
    public void The_shipped_weights_say_what_they_were_trained_on()
    {
        WeightFile.Default.Version.ShouldNotBeEmpty();
        WeightFile.Default.TrainedOn.ShouldStartWith("city:");
    }

    [Theory]
    [InlineData("\"insurance\"", "\"shoe\"", "other comparisons")]
    [InlineData("\"marksLost\"", "\"marksGone\"", "other levels of name")]
    [InlineData("\"version\"", "\"vision\"", "cannot be read")]
    public void A_file_for_something_else_is_refused_with_a_sentence(string was, string now, string complaint)
    {
        var text = Encoding.UTF8.GetString(WeightFile.Default.Write());

        Should.Throw<WeightFileException>(() => WeightFile.Parse(Encoding.UTF8.GetBytes(text.Replace(was, now, StringComparison.Ordinal))))
            .Message.ShouldContain(complaint);
    }
}
