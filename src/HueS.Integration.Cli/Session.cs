using System.Globalization;
using System.Text;
using HueS.Integration.Client;
using HueS.Integration.Contracts;
using Spectre.Console;

namespace HueS.Integration.Cli;

/// <summary>
/// How one command speaks. As JSON, the output holds the service's records alone, one a line, and whatever a person should
/// know goes to the error stream; otherwise people are spoken to, in tables at a terminal and in plain lines elsewhere.
/// </summary>
internal sealed class Session(Surroundings around, Language language, bool asJson)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public Surroundings Around => around;

    public Language Language => language;

    public bool AsJson => asJson;

    /// <summary>Whether a person sits there who can be asked and shown something live.</summary>
    public bool IsLive => around.IsTerminal && !asJson;

    public IAnsiConsole Console { get; } = Screen(around);

    public string In(BilingualText text, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, text.In(language), values);

    /// <summary>Says something to whoever reads the output.</summary>
    public void Say(BilingualText text, params object[] values) => Line(In(text, values));

    public void Line(string text = "") => (asJson ? around.Error : around.Output).WriteLine(text);

    /// <summary>Says something that does not belong to what was asked for.</summary>
    public void Note(BilingualText text, params object[] values) => around.Error.WriteLine(In(text, values));

    /// <summary>A record of the service: as it is, or as people are told it.</summary>
    public void Tell<T>(T record, Action spoken)
    {
        if (asJson)
            around.Output.WriteLine(HuesJson.Write(record));
        else
            spoken();
    }

    /// <summary>What to say about something, with its next step.</summary>
    public void Tell(LocalisedText text)
    {
        var words = text.In(language);
        Line($"  {words.Official}");
        if (words.NextStep.Length > 0)
            Line($"  {In(Texts.NextStep, words.NextStep)}");
    }

    /// <summary>A table at a terminal; lines of tab-separated columns elsewhere, without their headings.</summary>
    public void Rows(IReadOnlyList<BilingualText> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!around.IsTerminal)
        {
            foreach (var row in rows)
                Line(string.Join('\t', row.Select(Flat)));
            return;
        }

        var table = new Table().Border(TableBorder.Minimal);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(Markup.Escape(In(heading))));
        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(cell))]);
        Console.Write(table);
    }

    /// <summary>As the clock on the wall in Huế shows it.</summary>
    public static string Moment(DateTimeOffset? moment) =>
        moment?.ToOffset(Vietnam).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    public string Number(double number) =>
        number.ToString("#,0.##", CultureInfo.GetCultureInfo(language == Language.English ? "en" : "vi"));

    /// <summary>Asks the person at the terminal; nobody there is a reason not to go on.</summary>
    public async Task<string> AskAsync(BilingualText question, CancellationToken cancellationToken)
    {
        if (!around.IsTerminal)
            throw new UsageException(Texts.NobodyToAsk, In(question));
        await around.Error.WriteAsync($"{In(question)}: ".AsMemory(), cancellationToken);
        return (await around.Input.ReadLineAsync(cancellationToken))?.Trim() ?? "";
    }

    /// <summary>The same for what nobody should read over a shoulder.</summary>
    public async Task<string> AskSecretlyAsync(BilingualText question, CancellationToken cancellationToken)
    {
        if (!around.IsTerminal)
            throw new UsageException(Texts.NobodyToAsk, In(question));
        await around.Error.WriteAsync($"{In(question)}: ".AsMemory(), cancellationToken);
        var typed = new StringBuilder();
        while (await around.ReadKey(cancellationToken) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        await around.Error.WriteLineAsync();
        return typed.ToString();
    }

    /// <summary>
    /// Whether something that touches many may be done: told so beforehand, or confirmed by typing how many they are. Where
    /// nobody was asked, what would be done stays shown and undone.
    /// </summary>
    public async Task<bool> MayAsync(long count, bool yes, bool dryRun, BilingualText what, CancellationToken cancellationToken)
    {
        var number = count.ToString(CultureInfo.InvariantCulture);
        if (dryRun || (!yes && !IsLive))
        {
            Note(Texts.DryRun, In(what, number));
            return false;
        }

        if (yes)
            return true;
        Note(what, number);
        if (await AskAsync(new BilingualText($"{In(Texts.TypeCount, number)}", $"{In(Texts.TypeCount, number)}"), cancellationToken) == number)
            return true;
        Note(Texts.NotConfirmed);
        return false;
    }

    private static string Flat(string cell) => cell.ReplaceLineEndings(" ").Replace('\t', ' ');

    private static IAnsiConsole Screen(Surroundings around)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = around.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = around.IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(around.Output),
        });
        console.Profile.Width = Math.Max(60, around.Width);
        return console;
    }
}
