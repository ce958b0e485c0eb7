using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Upstreams.Records;

/// <summary>When and how a system is asked for what changed.</summary>
internal sealed class PullOptions
{
    /// <summary>Default: none, it is not asked. From one look to the next, once a look came to its end.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "7.00:00:00")]
    public TimeSpan? Every { get; set; }

    /// <summary>Default: 100. Records asked for at once; they must fit into the pipeline's body limit.</summary>
    [Range(1, 250)]
    public int PageSize { get; set; } = 100;
}
