using HueS.Integration.Cli;

return await HuesCommand.RunAsync(args, Surroundings.OfProcess(), CancellationToken.None);
