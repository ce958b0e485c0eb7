using HueS.Integration.Server;
using HueS.Integration.Server.Evaluation;

return args switch
{
    ["--help" or "-h" or "help", ..] => Commands.Help(),
    ["migrate", .. var settings] => await Commands.MigrateAsync(settings),
    ["keys", "create", .. var settings] => await Commands.CreateKeysAsync(settings),
    ["linking", .. var rest] => await LinkingCommand.RunAsync(rest, Console.Out, Console.Error, CancellationToken.None),
    [['-', ..], ..] or [] => await Commands.ServeAsync(args),
    _ => Commands.Unknown(),
};
