using System.Security.Claims;
using HueS.Integration.Access;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Server.Api;

/// <summary>Who may tell which system's records. Which systems there are is no secret.</summary>
internal sealed class RecordDesk(KnownSystems systems, AccessPolicy access)
{
    public ProblemAnswer? Refuse(ClaimsPrincipal caller, string system) =>
        systems.Find(system) is null ? new ProblemAnswer(ProblemTypes.RecordSystemUnknown)
        : !access.TellsRecordsOf(caller.ClientId()!, system) ? new ProblemAnswer(ProblemTypes.RecordSystemNotGranted)
        : null;
}
