using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Verification.Batches;

internal sealed class BatchOptions
{
    public const string Section = "Batches";

    /// <summary>Default: 268435456, which is 256 MiB. A larger file is refused.</summary>
    [Range(1, 4L * 1024 * 1024 * 1024)]
    public long MaxBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Default: 1000000. A list with more rows fails, and nothing of it is asked.</summary>
    [Range(1, 10_000_000)]
    public int MaxRows { get; set; } = 1_000_000;

    /// <summary>Default: 4. Lists one client may be uploading at the same time; one more is refused until one of them is here.</summary>
    [Range(1, 1_000)]
    public int UploadsAtOnce { get; set; } = 4;

    /// <summary>Default: 500. Rows that are read into one transaction.</summary>
    [Range(1, 5_000)]
    public int RowsAtOnce { get; set; } = 500;

    /// <summary>Default: 30 s. How long a node may go without a commit while it reads a list, before another takes it over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ReadLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Default: 20. Attempts of a node to read a list on that come no further, before the list has failed.</summary>
    [Range(1, 1_000)]
    public int ReadAttempts { get; set; } = 20;

    /// <summary>Default: 4. Checks of lists one node works on at the same time, beside the deferred ones.</summary>
    [Range(1, 64)]
    public int ChecksAtOnce { get; set; } = 4;

    /// <summary>Default: 30 days. Nobody waits at a counter for a row of a list, and a long list takes days at the quota's pace.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Default: 1 h. An upload from which nothing came for so long is thrown away.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan AbandonedAfter { get; set; } = TimeSpan.FromHours(1);
}
