namespace HueS.Integration.Cli;

/// <summary>What the exit code says; part of what scripts rely on.</summary>
internal static class Exit
{
    /// <summary>All of it was done, and nothing needs anybody.</summary>
    public const int Done = 0;

    /// <summary>It was done, and found something a person should look at.</summary>
    public const int Findings = 1;

    /// <summary>What was typed, or the file that was given, is not understood.</summary>
    public const int BadUse = 2;

    /// <summary>The service or the issuer said no.</summary>
    public const int Refused = 3;

    /// <summary>The service, the issuer or something they need did not answer.</summary>
    public const int Unreachable = 4;

    /// <summary>Some of it is done, or it goes on without us.</summary>
    public const int Partial = 5;
}
