using System.CommandLine;
using System.Text.Json;
using HueS.Integration.Cli.SignIn;

namespace HueS.Integration.Cli.Commands;

/// <summary>The servers a person works with.</summary>
internal static class ContextCommands
{
    public static Command Of(Frame frame)
    {
        var name = frame.Argument<string>("name", Texts.ContextName);
        return frame.Group(
            "context",
            Texts.Contexts,
            ["hues context list", "hues context use test"],
            frame.Verb("list", Texts.ContextListing, ["hues context list", "hues context list --json"], [], (call, _) =>
            {
                var list = call.Contexts.Read();
                if (call.Session.AsJson)
                    foreach (var context in list.Contexts)
                        Print(call, context);
                else
                    call.Session.Rows(
                        [Texts.ColumnName, Texts.ColumnServer, Texts.ColumnClient, Texts.ColumnUsed],
                        list.Contexts.Select(one => (string[])
                            [one.Name, one.Server.ToString(), one.ClientId, one.Name == list.Current ? call.Session.In(Texts.InUse) : ""]));
                return Task.FromResult(Exit.Done);
            }),
            frame.Verb("show", Texts.ContextShow, ["hues context show"], [], (call, _) =>
            {
                var context = call.Contexts.Get(call.ContextName);
                if (call.Session.AsJson)
                    Print(call, context);
                else
                    call.Session.Rows(
                        [Texts.ColumnName, Texts.ColumnServer, Texts.ColumnClient],
                        [[context.Name, context.Server.ToString(), context.ClientId]]);
                return Task.FromResult(Exit.Done);
            }),
            frame.Verb("use", Texts.ContextUse, ["hues context use test"], [name], (call, _) =>
            {
                var chosen = call.Contexts.Get(call.Required(name));
                call.Contexts.Write(call.Contexts.Read() with { Current = chosen.Name });
                call.Session.Say(Texts.ContextChosen, chosen.Name);
                return Task.FromResult(Exit.Done);
            }),
            frame.Verb("forget", Texts.ContextForget, ["hues context forget test"], [name], (call, _) =>
            {
                var gone = call.Contexts.Get(call.Required(name));
                var list = call.Contexts.Read();
                new FileTokenCache(call.Contexts.TokenPath(gone.Name), gone).Keep(null);
                call.Contexts.Write(new ContextList(
                    [.. list.Contexts.Where(one => one.Name != gone.Name)], list.Current == gone.Name ? null : list.Current));
                call.Session.Say(Texts.ContextForgotten, gone.Name);
                return Task.FromResult(Exit.Done);
            }));
    }

    private static void Print(Call call, ServerContext context) =>
        call.Session.Around.Output.WriteLine(JsonSerializer.Serialize(context, SignInJson.Default.ServerContext));
}
