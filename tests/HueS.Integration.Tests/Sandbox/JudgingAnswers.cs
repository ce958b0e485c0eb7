using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Demo;
using Shouldly;
using Xunit;
using Case = HueS.Integration.Sandbox.Demo.Case;

namespace HueS.Integration.Tests.Sandbox;

/// <summary>The demo's exit code stands on this table, so it must not be blind to either kind of wrong answer.</summary>
public sealed class JudgingAnswers
{
    [Theory]
    [InlineData(Outcome.Differs)]
    [InlineData(Outcome.NotFound)]
    [InlineData(Outcome.NotAlive)]
    [InlineData(Outcome.NumberReplaced)]
    [InlineData(Outcome.NotVerified)]
    public void No_for_a_persons_own_data_is_wrong_and_right_for_what_is_false(Outcome no)
    {
        Case.Judge(Truth.Genuine, no).ShouldBe(Verdict.FalselyNotVerified);
        Case.Judge(Truth.False, no).ShouldBe(Verdict.Right);
        Case.Judge(Truth.Soft, no).ShouldBe(Verdict.Right);
    }

    [Fact]
    public void Verified_is_wrong_for_what_is_not_one_living_persons_data()
    {
        Case.Judge(Truth.False, Outcome.Verified).ShouldBe(Verdict.FalselyVerified);
        Case.Judge(Truth.Genuine, Outcome.Verified).ShouldBe(Verdict.Right);
        Case.Judge(Truth.Soft, Outcome.Verified).ShouldBe(Verdict.Right);
    }

    [Theory]
    [InlineData(Truth.Genuine, Verdict.NeedlesslyLeftToAPerson)]
    [InlineData(Truth.Soft, Verdict.LeftToAPerson)]
    [InlineData(Truth.False, Verdict.LeftToAPerson)]
    internal void A_doubt_is_for_a_person_where_there_is_one_and_waiting_is_no_answer(Truth truth, Verdict verdict)
    {
        Case.Judge(truth, Outcome.NeedsPerson).ShouldBe(verdict);
        Case.Judge(truth, Outcome.Pending).ShouldBe(Verdict.Open);
    }
}
