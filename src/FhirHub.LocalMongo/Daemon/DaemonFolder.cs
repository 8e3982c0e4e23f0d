namespace FhirHub.LocalMongo.Daemon;

/// <summary>The names of the files in a data folder.</summary>
internal static class DaemonFolder
{
    /// <summary>Held by the daemon as long as it runs.</summary>
    public static string RunLock(string folder) => Path.Combine(folder, "run.lock");

    /// <summary>Held by whoever starts or replaces the daemon.</summary>
    public static string StartLock(string folder) => Path.Combine(folder, "start.lock");

    public static string Log(string folder) => Path.Combine(folder, "daemon.log");

    /// <summary>Why the last start failed; absent after a good one.</summary>
    public static string Failure(string folder) => Path.Combine(folder, "failure.txt");

    public static string Postgres(string folder) => Path.Combine(folder, "pg");

    public static string Mongod(string folder) => Path.Combine(folder, "mongod");
}
