using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Verification;

internal sealed class VerificationOptions
{
    public const string Section = "Verification";

    /// <summary>Default: 8 s. A caller has an answer, or a place in the queue, within this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:20")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Default: 60 s. The longest a caller may wait who asks for a waiting time of its own.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Default: 30 s. How long one node may work on a check before another takes it over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Default: 2 s. Delay before the second attempt of a deferred check; it doubles from there, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Default: 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "06:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Default: what the quotas of all routes, as capped, let through in an hour. With more checks waiting, new ones are turned away for now.</summary>
    [Range(1, int.MaxValue)]
    public int? MostWaiting { get; set; }

    /// <summary>Default: 8. Deferred checks one node works on at the same time.</summary>
    [Range(1, 64)]
    public int DeferredAtOnce { get; set; } = 8;

    /// <summary>Default: 30 days. How long a replaced number's successor is asked straight away before the old number is asked again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan ReplacementsKeptFor { get; set; } = TimeSpan.FromDays(30);
}
