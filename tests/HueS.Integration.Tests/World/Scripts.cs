using HueS.Integration.Mocks;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace HueS.Integration.Tests.World;

/// <summary>Answers of the register that no persona gives, laid over the personas' mappings.</summary>
internal static class Scripts
{
    public const string LookUp = "TraCuuThongTinCongDan";
    public const string VitalStatus = "XacMinhTinhTrangChetMatTich";

    /// <summary>From now on the register answers so whatever else is asked with the number.</summary>
    public static void Tells(this Stub register, string operation, string number, string body) =>
        register.Server
            .Given(Request.Create().WithPath(new WildcardMatcher($"/r1/*/{operation}")).UsingPost().WithBody(new RegexMatcher(number)))
            .WithGuid(GuidOf(operation, number))
            .AtPriority(1)
            .RespondWith(Response.Create().WithStatusCode(200).WithHeader("Content-Type", "text/xml; charset=utf-8").WithBody(body));

    // A second script for the same question takes the first one's place.
    private static Guid GuidOf(string operation, string number) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(operation + number)).AsSpan(0, 16));
}
