using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Upstreams.Population;

/// <summary>Which ways lead to the register from here, and which is tried first.</summary>
internal sealed class PopulationOptions
{
    public const string Section = "Population";

    /// <summary>
    /// Default: ndxp alone. Names of routes in the order in which they are tried: ndxp, lgsp-soap, lgsp-json. Each has its
    /// settings in a section of its own: Population:Ndxp, Population:LgspSoap, Population:LgspJson.
    /// </summary>
    public List<string> Routes { get; set; } = [];

    /// <summary>
    /// Default: 7 days. A question that met another citizen's data stops its route; where it does so again within this time,
    /// it is the record that is mixed up: a person decides, and no further route stops.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan RecordsDoubtedFor { get; set; } = TimeSpan.FromDays(7);

    // A default in the list itself would stay in front of whatever is configured.
    public IReadOnlyList<string> InOrder => Routes is [] ? [Ndxp.NdxpAdapter.Route] : Routes;
}
