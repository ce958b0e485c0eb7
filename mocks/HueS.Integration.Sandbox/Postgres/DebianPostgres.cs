using System.Diagnostics;

namespace HueS.Integration.Sandbox.Postgres;

/// <summary>PostgreSQL from the distribution, where we may install it without asking anybody for a password.</summary>
internal static class DebianPostgres
{
    public static async Task<PostgresBinaries?> InstallAsync(Action<string> say, CancellationToken cancellation)
    {
        if (Processes.OnPath("apt-get") is not { } apt)
            return null;

        string[] prefix = [];
        if (!Environment.IsPrivilegedProcess)
        {
            if (Processes.OnPath("sudo") is not { } sudo
                || (await Processes.RunAsync(new ProcessStartInfo(sudo, ["-n", "true"]), cancellation)).ExitCode != 0)
                return null;
            prefix = [sudo, "-n"];
        }

        say("No PostgreSQL on this machine: installing the distribution's package with apt-get …");
        foreach (string[] step in (string[][])[["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "postgresql"]])
        {
            say($"  apt-get {step[0]} …");
            string[] command = [.. prefix, "env", "DEBIAN_FRONTEND=noninteractive", apt, .. step];
            var (exitCode, output) = await Processes.RunAsync(new ProcessStartInfo(command[0], command[1..]), cancellation);
            if (exitCode == 0)
                continue;

            say($"apt-get {step[0]} failed: {output.Split('\n').LastOrDefault()}");
            return null;
        }

        return PostgresBinaries.NewestBelow(PostgresBinaries.DebianVersions);
    }
}
