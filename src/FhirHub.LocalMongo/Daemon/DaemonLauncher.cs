using System.Diagnostics;
using System.Globalization;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>Starts a daemon that is nobody's child: a new session without a terminal, so that Ctrl-C and the end of the caller pass it by.</summary>
internal static class DaemonLauncher
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<DaemonAnswer> StartAsync(DaemonOptions options, string dataRoot, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataFolder);
        File.Delete(DaemonFolder.Failure(options.DataFolder));
        var id = await SpawnAsync(options, DaemonProgram.Stage(dataRoot), cancellationToken);
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < Patience)
        {
            if (DaemonState.Read(options.DataFolder)?.ProcessId == id && await DaemonProbe.AskAsync(options.DataFolder, cancellationToken) is { } answer)
                return answer;
            if (!ProcessIdentity.IsAlive(id))
                throw new LocalDatabaseException(FailureOf(options.DataFolder));
            await Task.Delay(Pause, time, cancellationToken);
        }
        throw new LocalDatabaseException($"The local database did not answer within {Patience.TotalSeconds} s; see {DaemonFolder.Log(options.DataFolder)}.");
    }

    private static async Task<int> SpawnAsync(DaemonOptions options, string program, CancellationToken cancellationToken)
    {
        // The shell ends at once and leaves the daemon to the system. nohup serves where setsid does not exist.
        const string Script = """
            out=$1; shift
            if command -v setsid >/dev/null 2>&1; then setsid "$@" </dev/null >>"$out" 2>&1 & else nohup "$@" </dev/null >>"$out" 2>&1 & fi
            echo $!
            """;
        var start = new ProcessStartInfo("/bin/sh",
            ["-c", Script, "sh", DaemonFolder.Log(options.DataFolder), DaemonProgram.DotnetHost(), program, .. options.ToArguments()])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        // Completions run where the socket is polled: one thread switch less on each command.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        using var shell = Process.Start(start) ?? throw new LocalDatabaseException("/bin/sh could not be started.");
        var id = await shell.StandardOutput.ReadLineAsync(cancellationToken);
        await shell.WaitForExitAsync(cancellationToken);
        return int.Parse(id ?? "", CultureInfo.InvariantCulture);
    }

    private static string FailureOf(string dataFolder)
    {
        var failure = DaemonFolder.Failure(dataFolder);
        var reason = File.Exists(failure) ? File.ReadAllText(failure) : "it ended without giving a reason";
        return $"The local database did not start: {reason} (log: {DaemonFolder.Log(dataFolder)})";
    }
}
