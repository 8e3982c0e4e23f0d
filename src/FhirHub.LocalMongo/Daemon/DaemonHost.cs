using System.Runtime.InteropServices;
using FhirHub.LocalMongo.Mongod;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>The daemon process: owns one data folder and its engine until it is stopped or nobody needs it any more.</summary>
internal static class DaemonHost
{
    public static async Task<int> RunAsync(DaemonOptions options, TimeProvider time)
    {
        Directory.CreateDirectory(options.DataFolder);
        using var running = FileLock.TryTake(DaemonFolder.RunLock(options.DataFolder));
        if (running is null)
        {
            await Console.Error.WriteLineAsync($"A daemon for {options.DataFolder} is already running.");
            return 3;
        }
        using var log = new BoundedLog(DaemonFolder.Log(options.DataFolder), time);
        using var stopping = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stopping));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stopping));
        try
        {
            log.Write($"daemon {Environment.ProcessId} starts {options.Engine.Kind} for {options.DataFolder}");
            File.Delete(DaemonFolder.Failure(options.DataFolder));
            await ServeAsync(options, log, time, stopping);
            log.Write("daemon stopped");
            return 0;
        }
        catch (Exception e)
        {
            log.Write($"daemon failed: {e}");
            await File.WriteAllTextAsync(DaemonFolder.Failure(options.DataFolder), e.Message, CancellationToken.None);
            return 1;
        }
    }

    private static Task ServeAsync(DaemonOptions options, BoundedLog log, TimeProvider time, CancellationTokenSource stopping) =>
        options.Engine.Kind == EngineKind.Mongod
            ? MongodDaemon.RunAsync(options, log, time, stopping)
            : DocumentDbDaemon.RunAsync(options, log, time, stopping);

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stopping)
    {
        signal.Cancel = true;
        stopping.Cancel();
    }
}
