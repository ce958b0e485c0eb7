namespace HueS.Integration.Sandbox.Demo;

/// <summary>One line that rewrites itself on a terminal; elsewhere a plain line now and then.</summary>
internal sealed class Progress(TextWriter writer, bool terminal)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private int _shown;

    /// <summary>Says something that stays.</summary>
    public void Say(string text)
    {
        lock (_lock)
        {
            Erase();
            writer.WriteLine(text);
        }
    }

    /// <summary>Shows a line, as it then is, while the work goes on, and leaves it as it was at the end.</summary>
    public async Task DuringAsync(Func<string> line, Func<Task> work)
    {
        using var ending = new CancellationTokenSource();
        var showing = ShowAsync(line, ending.Token);
        try
        {
            await work();
        }
        finally
        {
            await ending.CancelAsync();
            await showing;
            Say("  " + line());
        }
    }

    private async Task ShowAsync(Func<string> line, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(terminal ? Often : Seldom);
        try
        {
            while (await timer.WaitForNextTickAsync(ending))
                Show("  " + line());
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }

    private void Show(string line)
    {
        lock (_lock)
        {
            if (!terminal)
            {
                writer.WriteLine(line);
                return;
            }

            Erase();
            writer.Write(line);
            _shown = line.Length;
        }
    }

    private void Erase()
    {
        if (_shown > 0)
            writer.Write($"\r{new string(' ', _shown)}\r");
        _shown = 0;
    }
}
