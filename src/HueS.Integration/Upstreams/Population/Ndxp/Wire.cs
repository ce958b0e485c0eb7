namespace HueS.Integration.Upstreams.Population.Ndxp;

/// <summary>The national exchange platform's own words around the register's SOAP.</summary>
internal static class Wire
{
    public const string Client = "X-Road-Client";
    public const string RequestId = "X-Road-Id";
    public const string User = "X-Road-UserId";
    public const string Issue = "X-Road-Issue";
    public const string Timestamp = "Timestamp";

    /// <summary>Present where the platform answered in the register's place; what starts like this may pass.</summary>
    public const string Error = "X-Road-Error";
    public const string ServerError = "Server.";

    /// <summary>A refusal may come as JSON in the SOAP's place.</summary>
    public const string RefusalCode = "error_code";
}
