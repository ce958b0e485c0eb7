using HueS.Integration.Access;
using HueS.Integration.Linking.Records;
using HueS.Integration.Upstreams.Records;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

public sealed class RecordGrantsTests
{
    private static readonly RecordGrants Grants = new(new KnownSystems(
        [new RecordSystem("payments", WayIn.Pushed), new RecordSystem("training", WayIn.Uploaded), new RecordSystem("dossiers", WayIn.Pulled)]));

    [Theory]
    [InlineData("payments", true)]
    [InlineData("training", true)]
    [InlineData("dossiers", false)]
    [InlineData("libraries", false)]
    public void A_client_is_granted_only_systems_that_are_told(string system, bool isTold)
    {
        var result = Grants.Validate(null, new AccessOptions { Clients = [new ClientOptions { Id = "wallet", Records = [system] }] });

        result.Succeeded.ShouldBe(isTold);
        if (!isTold)
            result.FailureMessage.ShouldBe($"Access:Clients: 'wallet' is to tell the records of '{system}', but there are only payments, training to be told.");
    }
}
