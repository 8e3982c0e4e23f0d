using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>The folder of one database cluster: made once, with a settings file that is renewed at each start.</summary>
internal sealed class EngineFolder(EngineTree tree, string path, bool durable)
{
    // The limit of a Unix socket's path is 107 bytes; the name PostgreSQL adds takes 18.
    private const int LongestSocketFolder = 85;

    private static readonly TimeSpan CursorLife = TimeSpan.FromMinutes(11);

    public string Path { get; } = path;

    /// <summary>Beside the data where its path is short enough, else in the system's folder for temporary files.</summary>
    public string SocketFolder { get; } = Encoding.UTF8.GetByteCount(path) <= LongestSocketFolder
        ? path
        : System.IO.Path.Combine(System.IO.Path.GetTempPath(), "fhirhub-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16]);

    private string Marker => System.IO.Path.Combine(Path, "PG_VERSION");

    /// <summary>Makes the cluster unless it is there, and writes its settings.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // Written without care for crashes: what a killed server leaves may be damaged, which shows only later, as strange errors.
        bool isDamaged = !durable && PostmasterFile.IsLeftBehind(Path);
        if (!File.Exists(Marker) || isDamaged)
            await InitialiseAsync(cancellationToken);
        else if ((await File.ReadAllTextAsync(Marker, cancellationToken)).Trim() is var version && version != tree.PostgresVersion)
            throw new LocalDatabaseException($"The data in {Path} was written by PostgreSQL {version}, the engine is {tree.PostgresVersion}. Delete the folder, or move it away, to start afresh.");
        Directory.CreateDirectory(SocketFolder);
        Own(SocketFolder);
        await File.WriteAllTextAsync(System.IO.Path.Combine(Path, "postgresql.conf"), EngineSettings.Text(SocketFolder, durable, CursorLife), cancellationToken);
    }

    public ProcessStartInfo StartCommand() => tree.Command("postgres", Path, "-D", Path);

    // In a folder beside, renamed when complete: a killed initialisation leaves nothing that looks like a database.
    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        var fresh = Path + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
        Directory.CreateDirectory(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Own(fresh);
        var start = tree.Command("initdb", fresh, "-D", fresh, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C",
            durable ? "--sync-method=fsync" : "--no-sync");
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new LocalDatabaseException($"initdb failed with code {process.ExitCode}: {errors.Trim()} {(await output).Trim()}");
        Directory.Move(fresh, Path);
    }

    private static void Own(string folder)
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        var user = EngineTree.UnprivilegedUser.ToString(CultureInfo.InvariantCulture);
        using var chown = Process.Start(new ProcessStartInfo("chown", [$"{user}:{user}", folder]) { UseShellExecute = false })!;
        chown.WaitForExit();
        if (chown.ExitCode != 0)
            throw new LocalDatabaseException($"The owner of {folder} could not be changed.");
    }
}
