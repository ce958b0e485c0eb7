using HueS.Integration.Client;

namespace HueS.Integration.Cli;

/// <summary>The one place where what stopped a command becomes a sentence and an exit code.</summary>
internal static class Stops
{
    /// <returns>The exit code; absent for what nobody foresaw.</returns>
    public static int? Tell(Exception stopped, Session session)
    {
        switch (stopped)
        {
            case UsageException misuse:
                session.Note(misuse.Text, [.. misuse.Values]);
                return Exit.BadUse;
            case HuesProblemException refused:
                Tell(refused, session);
                return CodeOf(refused);
            case HuesTokenException token:
                session.Note(token.Code == "expired" ? Texts.TokenExpired : Texts.TokenRefused, token.Code);
                return Exit.Refused;
            case HuesUnreachableException silent:
                session.Note(silent.Party == HuesParty.Issuer ? Texts.IssuerSilent : Texts.ServiceSilent, silent.Reason);
                return Exit.Unreachable;
            case OperationCanceledException:
                session.Note(Texts.GivenUp);
                return Exit.Partial;
            case IOException or UnauthorizedAccessException:
                session.Note(Texts.FileTrouble, stopped.Message);
                return Exit.BadUse;
            default:
                return null;
        }
    }

    /// <summary>What is wrong with what was sent is the person's to mend; what the service lacks, nobody's here.</summary>
    public static int CodeOf(HuesProblemException refused) => refused.Status switch
    {
        400 or 422 => Exit.BadUse,
        >= 500 => Exit.Unreachable,
        _ => Exit.Refused,
    };

    private static void Tell(HuesProblemException refused, Session session)
    {
        if (session.AsJson)
        {
            session.Around.Error.WriteLine(HuesJson.Write(refused.Problem));
            return;
        }

        session.Note(Texts.Plain, $"{refused.Problem.Title} ({refused.Code})");
        session.Note(Texts.Plain, $"  {refused.Problem.Detail}");
        foreach (var error in refused.Problem.Errors ?? [])
            session.Note(Texts.FieldWrong, error.Field, error.Expected);
        session.Note(Texts.Plain, $"  {session.In(Texts.NextStep, refused.Problem.NextStep)}");
        if (refused.RetryAfter is { } wait)
            session.Note(Texts.TryAgainIn, Math.Ceiling(wait.TotalSeconds));
    }
}
