namespace FhirHub.LocalMongo.Locations;

/// <summary>Where data and the engine's files are kept.</summary>
internal static class DataFolders
{
    private const string RepositoryMark = "FhirHub.sln";

    public static string DataRoot(string? configured)
    {
        if (configured is { Length: > 0 })
            return Path.GetFullPath(configured);
        var repository = Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory);
        return repository is not null ? Path.Combine(repository, ".fhirhub") : Path.Combine(UserData(), "fhirhub");
    }

    public static string Data(string dataRoot, bool durable) => Path.Combine(dataRoot, durable ? "database" : "database-test");

    /// <summary>Per user, so that a second clone finds the engine already unpacked.</summary>
    public static string EngineCache() => Path.Combine(UserCache(), "fhirhub");

    private static string UserCache() =>
        Absolute(Environment.GetEnvironmentVariable("XDG_CACHE_HOME")) ?? Path.Combine(Home(), ".cache");

    private static string UserData() =>
        Absolute(Environment.GetEnvironmentVariable("XDG_DATA_HOME")) ?? Path.Combine(Home(), ".local", "share");

    // HOME is empty in some containers and services; the account database still knows the folder.
    private static string Home() =>
        Absolute(Environment.GetEnvironmentVariable("HOME"))
        ?? Absolute(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify))
        ?? Path.Combine(Path.GetTempPath(), "fhirhub-" + Environment.UserName);

    private static string? Absolute(string? path) => path is { Length: > 1 } && Path.IsPathRooted(path) ? path : null;

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RepositoryMark)))
                return folder.FullName;
        }
        return null;
    }
}
