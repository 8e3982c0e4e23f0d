using FhirHub.LocalMongo.Daemon;
using FhirHub.LocalMongo.Locations;
using FhirHub.LocalMongo.Provisioning;

namespace FhirHub.LocalMongo;

/// <summary>The entry of this library: a MongoDB for development and tests with no manual step.</summary>
public static class LocalDatabase
{
    /// <summary>
    /// Finds the running local database of the data folder or starts it, installing the engine first where that is needed.
    /// Any number of processes may call this at once.
    /// </summary>
    /// <param name="progress">Told in lines of text what takes time; silent when the database already runs.</param>
    /// <exception cref="LocalDatabaseException">No database can be had; the message tells a person what to do.</exception>
    public static async Task<LocalDatabaseInstance> EnsureStartedAsync(
        LocalDatabaseOptions options, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var root = DataFolders.DataRoot(options.DataRoot);
        var folder = DataFolders.Data(root, options.Durable);
        if (await DaemonProbe.AskAsync(folder, cancellationToken) is { } running && IsCurrent(running))
            return Instance(folder, running);
        Directory.CreateDirectory(folder);
        using var starting = await FileLock.TakeAsync(DaemonFolder.StartLock(folder), options.Time, cancellationToken);
        if (await DaemonProbe.AskAsync(folder, cancellationToken) is { } meanwhile)
        {
            if (IsCurrent(meanwhile))
                return Instance(folder, meanwhile);
            progress?.Report("Restarting the local database with the current build.");
            await DaemonProbe.StopAsync(folder, options.Time, cancellationToken);
        }
        var engine = await EngineSelection.ChooseAsync(progress, options.Time, cancellationToken);
        var daemon = new DaemonOptions { DataFolder = folder, Durable = options.Durable, Engine = engine, IdleLimit = options.IdleLimit };
        return Instance(folder, await DaemonLauncher.StartAsync(daemon, root, options.Time, cancellationToken));
    }

    /// <summary>Stops the daemon and its engine cleanly; false when none was running.</summary>
    public static Task<bool> StopAsync(LocalDatabaseOptions options, CancellationToken cancellationToken = default) =>
        DaemonProbe.StopAsync(Folder(options), options.Time, cancellationToken);

    /// <summary>The running database of the data folder; null when none runs.</summary>
    public static async Task<LocalDatabaseInstance?> FindAsync(LocalDatabaseOptions options, CancellationToken cancellationToken = default) =>
        await DaemonProbe.AskAsync(Folder(options), cancellationToken) is { } answer ? Instance(Folder(options), answer) : null;

    private static string Folder(LocalDatabaseOptions options) =>
        DataFolders.Data(DataFolders.DataRoot(options.DataRoot), options.Durable);

    // One that others are using stays, whatever build it is.
    private static bool IsCurrent(DaemonAnswer daemon) => daemon.Build == DaemonBuild.Id || daemon.Clients > 0;

    private static LocalDatabaseInstance Instance(string folder, DaemonAnswer daemon) => new()
    {
        ConnectionString = $"mongodb://127.0.0.1:{daemon.Port}/?directConnection=true",
        Engine = daemon.Engine,
        DataFolder = folder,
        Port = daemon.Port,
        ProcessId = daemon.ProcessId,
    };
}
