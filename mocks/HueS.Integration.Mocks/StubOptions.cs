namespace HueS.Integration.Mocks;

/// <summary>How the stubs listen, whom they let in and who lives in them.</summary>
public sealed class StubOptions
{
    /// <summary>Default: 0, a free port.</summary>
    public int PopulationPort { get; set; }

    /// <summary>Default: 0, a free port.</summary>
    public int DossiersPort { get; set; }

    /// <summary>Default: <c>false</c>. Whether the two provincial ways to the register are played too.</summary>
    public bool Provincial { get; set; }

    /// <summary>Default: 0, a free port.</summary>
    public int LgspSoapPort { get; set; }

    /// <summary>Default: 0, a free port.</summary>
    public int LgspJsonPort { get; set; }

    /// <summary>Default: hues-stub. User of the digest.</summary>
    public string Username { get; set; } = "hues-stub";

    /// <summary>Default: not-a-secret. Key of the digest.</summary>
    public string SecretKey { get; set; } = "not-a-secret";

    /// <summary>Default: Full. Which address goes into the digest.</summary>
    public HashedAddress HashedAddress { get; set; } = HashedAddress.Full;

    /// <summary>Hashed when <see cref="HashedAddress"/> is Literal.</summary>
    public string HashedLiteral { get; set; } = "";

    /// <summary>Default: Seconds. Unit of the Timestamp header since 1970.</summary>
    public TimestampUnit Timestamp { get; set; } = TimestampUnit.Seconds;

    /// <summary>Default: none, any time is accepted. The real window is unknown.</summary>
    public TimeSpan? ClockWindow { get; set; }

    /// <summary>Default: hues-lgsp. Whom the provincial platform gives a token.</summary>
    public string LgspClientId { get; set; } = "hues-lgsp";

    /// <summary>Default: not-a-secret-either.</summary>
    public string LgspClientSecret { get; set; } = "not-a-secret-either";

    /// <summary>Default: one hour. How long a token is accepted.</summary>
    public TimeSpan LgspTokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Default: not-a-key. Key of the plain-JSON wrapper.</summary>
    public string LgspApiKey { get; set; } = "not-a-key";

    /// <summary>Default: not-a-token. Bearer token of the dossiers upstream.</summary>
    public string DossiersToken { get; set; } = "not-a-token";

    /// <summary>Default: <c>false</c>. Whether the other record systems are played too: feedback and health insurance.</summary>
    public bool RecordSystems { get; set; }

    /// <summary>Default: 0, a free port.</summary>
    public int FeedbackPort { get; set; }

    /// <summary>Default: 0, a free port.</summary>
    public int HealthInsurancePort { get; set; }

    /// <summary>Default: not-a-feedback-token. What the feedback service wants in its header.</summary>
    public string FeedbackToken { get; set; } = "not-a-feedback-token";

    /// <summary>Default: not-an-insurance-key. What the insurance's look-up wants in its header.</summary>
    public string HealthInsuranceKey { get; set; } = "not-an-insurance-key";

    /// <summary>Default: 1. Seed of each upstream's weather.</summary>
    public int WeatherSeed { get; set; } = 1;

    /// <summary>Default: none. Generated people beside the personas. Another city put in its place is asked from then on.</summary>
    public City? City { get; set; }

    /// <summary>Default: none. What people of the city left in the record systems; the lists tell these instead of the personas'.</summary>
    public CityRecords? Records { get; set; }

    /// <summary>Default: the system's clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}

/// <summary>Which address goes into the digest.</summary>
public enum HashedAddress
{
    /// <summary>Scheme, host, port, path.</summary>
    Full,

    /// <summary>Path only.</summary>
    Path,

    /// <summary>A fixed text.</summary>
    Literal,
}

/// <summary>Unit of the Timestamp header.</summary>
public enum TimestampUnit
{
    /// <summary>Seconds since 1970.</summary>
    Seconds,

    /// <summary>Milliseconds since 1970.</summary>
    Milliseconds,
}
