using FhirHub.LocalMongo.Daemon;
using FhirHub.LocalMongo.Locations;
using FhirHub.LocalMongo.Postgres;

namespace FhirHub.LocalMongo.Provisioning;

/// <summary>DocumentDB from Debian's archive, unpacked once per user and shared by all clones.</summary>
internal static class DebianEngine
{
    private const string Name = "documentdb";

    /// <summary>The folder of a complete engine; downloads it unless it is there.</summary>
    public static async Task<string> EnsureAsync(IProgress<string>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var cache = DataFolders.EngineCache();
        var tree = Path.Combine(cache, Name);
        if (EngineTree.Open(tree) is not null)
            return tree;
        RequireSystem();
        Directory.CreateDirectory(cache);
        using var provisioning = await LockAsync(cache, progress, time, cancellationToken);
        if (EngineTree.Open(tree) is not null)
            return tree;
        RemoveLeftovers(cache);
        await BuildAsync(tree, Path.Combine(cache, $"{Name}.{Guid.NewGuid():N}.new"), progress, time, cancellationToken);
        return tree;
    }

    private static async Task BuildAsync(string tree, string fresh, IProgress<string>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        progress?.Report($"No MongoDB is configured or installed: unpacking the DocumentDB engine into {tree}, once (about 190 MB to download, 700 MB on disk while it unpacks, 490 MB then).");
        try
        {
            await Mmdebstrap.UnpackAsync(fresh, progress, time, cancellationToken);
            var engine = EngineTree.Open(fresh) ?? throw new LocalDatabaseException("The unpacked packages hold no PostgreSQL.");
            engine.Complete();
            await EngineSelfTest.RunAsync(engine, fresh + ".test", time, cancellationToken);
            if (Directory.Exists(tree))
                Directory.Delete(tree, recursive: true);
            Directory.Move(fresh, tree);
            progress?.Report($"The engine is ready after {time.GetElapsedTime(started).TotalSeconds:0} s.");
        }
        finally
        {
            RemoveLeftovers(Path.GetDirectoryName(tree)!);
        }
    }

    private static async Task<FileLock> LockAsync(string cache, IProgress<string>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = Path.Combine(cache, "provisioning.lock");
        if (FileLock.TryTake(path) is { } taken)
            return taken;
        progress?.Report("Another process is installing the database engine; waiting for it.");
        return await FileLock.TakeAsync(path, time, cancellationToken);
    }

    // Only the holder of the lock builds, so whatever lies around belongs to a killed run.
    private static void RemoveLeftovers(string cache)
    {
        foreach (var folder in Directory.EnumerateDirectories(cache, Name + ".*.new*"))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A program of the killed run is just ending and still writes there; the next round finds the rest.
                continue;
            }
        }
    }

    private static void RequireSystem()
    {
        if (!OperatingSystem.IsLinux() || !IsDebianLike() || !Environment.IsPrivilegedProcess)
            throw new LocalDatabaseException(NoEngine.Message);
    }

    private static bool IsDebianLike()
    {
        const string Release = "/etc/os-release";
        return File.Exists(Release) && File.ReadLines(Release)
            .Where(line => line.StartsWith("ID=", StringComparison.Ordinal) || line.StartsWith("ID_LIKE=", StringComparison.Ordinal))
            .Any(line => line.Contains("debian", StringComparison.Ordinal) || line.Contains("ubuntu", StringComparison.Ordinal));
    }
}
