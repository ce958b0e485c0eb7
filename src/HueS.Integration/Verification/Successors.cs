using HueS.Integration.Identity;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Verification;

/// <summary>
/// Follows a replaced number to whoever holds its successor with the same name and birth date. Every step is a question of its
/// own, with its intent and its share of the quota, and every replacement met on the way is remembered.
/// </summary>
internal sealed class Successors(SpelledQuestions questions, Replacements replacements)
{
    /// <summary>A number is replaced once in a lifetime, seldom twice; a longer way is a register that talks in circles.</summary>
    private const int MostHops = 3;

    /// <summary>Asks a remembered successor straight away; <c>null</c> where none is remembered, or it leads to nobody.</summary>
    public async Task<LookUpAnswer.Found?> RecallAsync(RegisterQuestion question, Ask ask, CancellationToken cancellationToken) =>
        question.Number is { } number && await replacements.RecallAsync(ask, cancellationToken) is { } successor
            ? await WalkAsync(question, number, successor, ask, cancellationToken)
            : null;

    /// <summary>The holder of the successor the register named; <c>null</c> where it named none, or leads to nobody.</summary>
    public async Task<LookUpAnswer.Found?> FollowAsync(
        RegisterQuestion question,
        LookUpAnswer.Replaced replaced,
        Ask ask,
        CancellationToken cancellationToken)
    {
        if (replaced.Successor is not { } successor)
            return null;
        // An old card number is no number of a history: nothing but the question tells whose it was.
        if (question.Number is { } number)
            await replacements.RememberAsync(ask, number, successor);
        return await WalkAsync(question, question.Number, successor, ask, cancellationToken);
    }

    public Task ForgetAsync(Ask ask) => replacements.ForgetAsync(ask);

    private async Task<LookUpAnswer.Found?> WalkAsync(
        RegisterQuestion question,
        PersonalNumber? asked,
        PersonalNumber first,
        Ask ask,
        CancellationToken cancellationToken)
    {
        HashSet<PersonalNumber?> met = [asked];
        PersonalNumber? next = first;
        for (var hop = 0; hop < MostHops && next is { } number && met.Add(number); hop++)
        {
            var answer = await questions.LookUpAsync(question with { Number = number, OldCard = null }, ask, cancellationToken);
            if (answer is LookUpAnswer.Found found)
                return found;
            next = (answer as LookUpAnswer.Replaced)?.Successor;
            if (next is { } further)
                await replacements.RememberAsync(ask, number, further);
        }

        return null;
    }
}
