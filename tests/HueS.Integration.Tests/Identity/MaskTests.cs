using System.Reflection;
using System.Runtime.CompilerServices;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class MaskTests
{
    private static readonly string[] HoldNothingPersonal = [nameof(Ward), nameof(BirthDateComparison)];

    /// <summary>A record prints its members unless told otherwise, and logs print records.</summary>
    [Fact]
    public void Every_record_that_can_hold_personal_data_has_its_own_text() => typeof(PersonName).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(PersonName).Namespace && IsRecord(type))
        .Where(type => type.GetMethod(nameof(ToString), [])!.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Select(type => type.Name)
        .ShouldBe(HoldNothingPersonal, ignoreOrder: true);

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
}
