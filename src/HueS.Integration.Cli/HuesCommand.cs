using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using HueS.Integration.Cli.Commands;

namespace HueS.Integration.Cli;

/// <summary>The whole command line. A further group of commands is a file in <c>Commands/</c> and a line in <see cref="Tree"/>.</summary>
internal static class HuesCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings around, CancellationToken cancellationToken)
    {
        var language = Languages.Of(args, around.Variable);
        var frame = new Frame(around, language);
        var parsed = Tree(frame).Parse(args);
        if (parsed.Action is ParseErrorAction)
            return Misuse.Tell(parsed, around, language);

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = around.Output,
                Error = around.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            },
            cancellationToken);
    }

    internal static RootCommand Tree(Frame frame)
    {
        var root = new RootCommand(Texts.Root.In(frame.Language))
        {
            LoginCommand.Of(frame),
            ContextCommands.Of(frame),
            DoctorCommand.Of(frame),
            VerifyCommands.Of(frame),
            BatchCommands.Of(frame),
            ProfileCommands.Of(frame),
            RecordCommands.Of(frame),
            LinkCommands.Of(frame),
            ReviewCommands.Of(frame),
            RunCommands.Of(frame),
            ScheduleCommands.Of(frame),
            RegisterCommands.Of(frame),
            MessagesCommand.Of(frame),
            CompletionCommand.Of(frame),
        };
        foreach (var shared in frame.Shared)
            root.Options.Add(shared);
        var help = root.Options.OfType<HelpOption>().Single();
        // Only what completion should offer.
        foreach (var alias in help.Aliases.Where(alias => alias != "-h").ToArray())
            help.Aliases.Remove(alias);
        help.Description = Texts.HelpOption.In(frame.Language);
        help.Action = new HelpPage(frame.Language);
        root.Options.OfType<VersionOption>().Single().Description = Texts.VersionOption.In(frame.Language);
        return root;
    }
}
