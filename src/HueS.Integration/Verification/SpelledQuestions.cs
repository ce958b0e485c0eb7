using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Verification;

/// <summary>
/// The register compares names without marks, so a name it does not find is asked for once more in each of its other accepted
/// spellings before it counts as not found.
/// </summary>
internal sealed class SpelledQuestions(PopulationRegister register)
{
    public async Task<LookUpAnswer> LookUpAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken)
    {
        var answer = await register.LookUpAsync(question, ask, cancellationToken);
        foreach (var spelling in question.Name.Respelled())
        {
            if (answer is not LookUpAnswer.NotFound)
                break;
            answer = await register.LookUpAsync(question with { Name = spelling }, ask, cancellationToken);
        }

        return answer;
    }

    public async Task<VerifyAnswer> VerifyAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken)
    {
        var answer = await register.VerifyAsync(question, ask, cancellationToken);
        foreach (var spelling in question.Name.Respelled())
        {
            if (answer is not VerifyAnswer.DoesNotMatch)
                break;
            answer = await register.VerifyAsync(question with { Name = spelling }, ask, cancellationToken);
        }

        return answer;
    }
}
