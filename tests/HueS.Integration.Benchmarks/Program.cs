using System.Runtime.InteropServices;
using HueS.Integration.Benchmarks;
using HueS.Integration.Benchmarks.Faults;
using HueS.Integration.Benchmarks.Floor;
using HueS.Integration.Benchmarks.Linking;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Benchmarks.Names;
using HueS.Integration.Benchmarks.Register;
using HueS.Integration.Benchmarks.Verification;
using HueS.Integration.Sandbox;

const int Missed = 1, Misused = 2, Interrupted = 130;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    return args switch
    {
        // What a benchmark starts as processes of its own.
        ["register", .. var rest] => await RegisterStub.ServeAsync(rest),
        ["floor", .. var rest] => await FloorService.ServeAsync(rest),
        ["service", .. var rest] => await OurService.ServeAsync(rest),
        [PassChild.Verb, .. var rest] => await PassChild.ServeAsync(rest),
        ["load", .. var rest] => await LoadCommand.RunAsync(rest, stopping.Token),
        _ => await RunAsync(CommandLine.Parse(args), stopping.Token),
    };
}
catch (SandboxException e)
{
    Console.Error.WriteLine(e.Message);
    return Misused;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted; what it had started is stopped.");
    return Interrupted;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}

static async Task<int> RunAsync(CommandLine arguments, CancellationToken stopping)
{
    var report = arguments.Verb switch
    {
        Verb.Help => null,
        Verb.Verification => await VerificationBenchmark.RunAsync(arguments, stopping),
        Verb.Faults => await FaultBenchmark.RunAsync(arguments, stopping),
        Verb.Linking => await LinkingBenchmark.RunAsync(arguments, stopping),
        Verb.Names => NameBenchmark.Run(arguments, stopping),
        _ => throw new ArgumentOutOfRangeException(nameof(arguments)),
    };
    if (report is null)
    {
        Console.Out.WriteLine(CommandLine.Usage);
        return 0;
    }

    await report.WriteAsync(Console.Out, arguments.Json, stopping);
    return report.AllMet ? 0 : Missed;
}
