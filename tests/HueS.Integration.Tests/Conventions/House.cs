using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Conventions;

public sealed class House
{
    [Fact]
    public void Text_can_be_normalised_on_this_machine() =>
        "e\u0302\u0301".Normalize(System.Text.NormalizationForm.FormC).ShouldBe("ế");
}
