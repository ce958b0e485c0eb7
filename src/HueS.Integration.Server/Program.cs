using HueS.Integration.Server;

return args switch
{
    ["--help" or "-h" or "help", ..] => Commands.Help(),
    ["migrate", .. var settings] => await Commands.MigrateAsync(settings),
    ["keys", "create", .. var settings] => await Commands.CreateKeysAsync(settings),
    [['-', ..], ..] or [] => await Commands.ServeAsync(args),
    _ => Commands.Unknown(),
};
