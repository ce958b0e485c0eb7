using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>What reached the register since this start.</summary>
/// <param name="All">Questions.</param>
/// <param name="Struck">Those the weather spoiled.</param>
/// <param name="Again">Those that repeat one that was spoiled.</param>
internal sealed record RegisterCalls(int All, int Struck, int Again)
{
    public static RegisterCalls Count(RequestLog log)
    {
        var again = 0;
        foreach (var questions in log.Seen.GroupBy(call => (call.Operation, call.Subject)))
            again += questions.Zip(questions.Skip(1)).Count(pair => pair.First.Fault is not null);
        return new RegisterCalls(log.Seen.Count, log.Seen.Count(call => call.Fault is not null), again);
    }
}
