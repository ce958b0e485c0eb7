using System.Runtime.InteropServices;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Demo;

const int Failed = 1, Misused = 2, Interrupted = 130;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

Arguments arguments;
try
{
    arguments = Arguments.Parse(args);
}
catch (SandboxException e)
{
    Console.Error.WriteLine(e.Message);
    return Misused;
}

try
{
    if (arguments.Help)
    {
        Console.Out.WriteLine(Arguments.Usage);
        return 0;
    }

    return arguments.Demo ? await DemoCommand.RunAsync(arguments, stopping.Token) : await ServeAsync(arguments, stopping.Token);
}
catch (SandboxException e)
{
    Console.Error.WriteLine(e.Message);
    return Failed;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    Console.Error.WriteLine("Đã dừng giữa chừng, lần sau làm tiếp · Interrupted; the next demo on the same data takes it up.");
    return Interrupted;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}

static async Task<int> ServeAsync(Arguments arguments, CancellationToken stopping)
{
    await using var sandbox = await RunningSandbox.StartAsync(
        new DataFolder(arguments.Data),
        arguments.Port ?? 5080,
        arguments.Routes ?? Arguments.UsualRoutes,
        records: null,
        Console.Error.WriteLine,
        stopping);
    Welcome.Print(sandbox);
    await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
    Console.Out.WriteLine("Đang dừng · Stopping …");
    return 0;
}
