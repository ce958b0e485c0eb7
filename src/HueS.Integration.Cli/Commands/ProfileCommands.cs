using System.CommandLine;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Accounts, and what is linked to their citizens.</summary>
internal static class ProfileCommands
{
    public static Command Of(Frame frame)
    {
        var account = frame.Argument<string>("account", Texts.AccountArgument);
        var check = frame.Option<Guid>("--verification", Texts.CheckOption, required: true);
        var version = frame.Option<int?>("--if-version", Texts.VersionExpected);
        var system = frame.Option<string>("--system", Texts.SystemOption, required: true);
        var record = frame.Option<string>("--record", Texts.RecordOption, required: true);
        var purpose = frame.Option<string?>("--purpose", Texts.PurposeOption);
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var kind = frame.Choice<LinkingHold>("--kind", Texts.HoldKind, required: true);
        var ended = frame.Choice<LinkingHold>("--kind", Texts.UnholdKind);
        return frame.Group(
            "profiles",
            Texts.Profiles,
            ["hues profiles show tour-account", "hues profiles links tour-account"],
            frame.Verb("show", Texts.ProfilesShow, ["hues profiles show tour-account"], [account], async (call, cancellationToken) =>
                Tell(call.Session, await call.Client.Profiles.ReadAsync(call.Required(account), cancellationToken))),
            frame.Verb("bind", Texts.ProfilesBind, ["hues profiles bind tour-account --verification 01a20b18-…"], [account, check, version],
                async (call, cancellationToken) => Tell(call.Session, await call.Client.Profiles.BindAsync(
                    call.Required(account), new ProfileBinding(call.Value(check)), call.Value(version), cancellationToken))),
            frame.Verb("links", Texts.ProfilesLinks, ["hues profiles links tour-account"], [account], async (call, cancellationToken) =>
            {
                var found = Exit.Done;
                await foreach (var link in call.Client.Profiles.LinksAsync(call.Required(account), cancellationToken))
                {
                    LinkCommands.Tell(call.Session, link);
                    found = Math.Max(found, LinkCommands.ExitOf(link));
                }

                return found;
            }),
            frame.Verb(
                "link",
                Texts.ProfilesLink,
                ["hues profiles link tour-account --system dossiers --record 000.00.00.H57-260105-0001"],
                [account, system, record, purpose, officer],
                async (call, cancellationToken) =>
                {
                    var link = await call.Client.Profiles.LinkAsync(
                        call.Required(account),
                        new LinkRequest(call.Value(system)!, call.Value(record)!, call.Purpose(purpose), call.Officer(officer)),
                        cancellationToken);
                    LinkCommands.Tell(call.Session, link);
                    return LinkCommands.ExitOf(link);
                }),
            frame.Verb("hold", Texts.ProfilesHold, ["hues profiles hold tour-account --kind frozen"], [account, kind, officer], async (call, cancellationToken) =>
            {
                await call.Client.Profiles.HoldLinkingAsync(
                    call.Required(account), new LinkingHoldRequest(call.Value(kind)!.Value, call.Officer(officer)), cancellationToken);
                call.Session.Say(Texts.Held);
                return Exit.Done;
            }),
            frame.Verb("unhold", Texts.ProfilesUnhold, ["hues profiles unhold tour-account"], [account, ended], async (call, cancellationToken) =>
            {
                await call.Client.Profiles.ReleaseLinkingAsync(call.Required(account), call.Value(ended) ?? LinkingHold.Frozen, cancellationToken);
                call.Session.Say(Texts.Unheld);
                return Exit.Done;
            }));
    }

    private static int Tell(Session session, Profile profile)
    {
        session.Tell(profile, () => session.Say(
            Texts.ProfileLine, profile.AccountId, profile.CitizenId, Session.Moment(profile.BoundAt), profile.Version));
        return Exit.Done;
    }
}
