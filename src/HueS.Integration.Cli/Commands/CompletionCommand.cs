using System.CommandLine;

namespace HueS.Integration.Cli.Commands;

/// <summary>Scripts that ask this program what may follow.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _hues_complete() {
          local IFS=$'\n'
          COMPREPLY=($(hues "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -o default -F _hues_complete hues
        """;

    private const string Zsh = """
        #compdef hues
        _hues() {
          local completions=("${(@f)$(hues "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a completions
          _files
        }
        compdef _hues hues
        """;

    public static Command Of(Frame frame)
    {
        var shell = frame.Argument<string>("shell", Texts.CompletionShell);
        shell.AcceptOnlyFromAmong("bash", "zsh");
        return frame.Verb(
            "completion",
            Texts.Completion,
            ["source <(hues completion bash)", "hues completion zsh > ~/.zfunc/_hues"],
            [shell],
            (call, _) =>
            {
                call.Session.Around.Output.WriteLine(call.Required(shell) == "bash" ? Bash : Zsh);
                return Task.FromResult(Exit.Done);
            });
    }
}
