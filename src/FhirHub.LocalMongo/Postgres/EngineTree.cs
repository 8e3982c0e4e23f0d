using System.Diagnostics;
using System.Globalization;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>
/// An unpacked Debian tree with PostgreSQL and DocumentDB. Its programs run through the tree's own dynamic loader and libraries,
/// so they need neither a chroot nor mounts nor anything of the host's distribution.
/// </summary>
internal sealed class EngineTree
{
    /// <summary>PostgreSQL refuses to run as root; 65534 is "nobody" on every Linux.</summary>
    public const uint UnprivilegedUser = 65534;

    private readonly string root;
    private readonly string loader;
    private readonly string libraryPath;
    private readonly string binaries;

    private EngineTree(string root, string loader, string binaries)
    {
        this.root = root;
        this.loader = loader;
        this.binaries = binaries;
        var architecture = Path.GetDirectoryName(loader)!;
        libraryPath = string.Join(':',
            architecture, Path.Combine(architecture, "blas"), Path.Combine(architecture, "lapack"),
            Path.Combine(Path.GetDirectoryName(binaries)!, "lib"), Path.Combine(root, "usr", "lib"));
    }

    /// <summary>Null when the folder holds no complete engine.</summary>
    public static EngineTree? Open(string root)
    {
        var libraries = Path.Combine(root, "usr", "lib");
        if (!Directory.Exists(libraries))
            return null;
        var loader = Directory.EnumerateDirectories(libraries, "*-linux-*")
            .SelectMany(folder => Directory.EnumerateFiles(folder, "ld-linux*.so.*")).FirstOrDefault();
        var postgres = Path.Combine(libraries, "postgresql");
        var binaries = !Directory.Exists(postgres) ? null : Directory.EnumerateDirectories(postgres)
            .Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));
        return loader is null || binaries is null ? null : new EngineTree(root, loader, binaries);
    }

    /// <summary>What the packages' own installation scripts would have done, as far as it matters here.</summary>
    public void Complete()
    {
        var extensions = Path.Combine(root, "usr", "share", "postgresql", PostgresVersion, "extension");
        var link = Path.Combine(extensions, "postgis.control");
        if (!File.Exists(link))
            File.CreateSymbolicLink(link, "postgis-3.control");

        // initdb runs "postgres" by its path, so that path must start the real one through the tree's loader.
        var postgres = Path.Combine(binaries, "postgres");
        var real = postgres + ".real";
        if (!File.Exists(real))
            File.Move(postgres, real);
        File.WriteAllText(postgres, $"""
            #!/bin/sh
            here=$(dirname "$0"); tree="$here/../../../../.."
            exec "$tree/{Relative(loader)}" --library-path "{string.Join(':', libraryPath.Split(':').Select(p => "$tree/" + Relative(p)))}" --argv0 "$here/postgres" "$here/postgres.real" "$@"

            """);
        File.SetUnixFileMode(postgres, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    public string PostgresVersion => Path.GetFileName(Path.GetDirectoryName(binaries)!);

    /// <summary>How to start one of the tree's programs, as an unprivileged user when the caller is root.</summary>
    public ProcessStartInfo Command(string program, string dataFolder, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(binaries, program);
        var real = File.Exists(path + ".real") ? path + ".real" : path;
        List<string> line = [.. AsUnprivileged(dataFolder), loader, "--library-path", libraryPath, "--argv0", path, real, .. arguments];
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { UseShellExecute = false, WorkingDirectory = "/" };
        start.Environment["TZDIR"] = Path.Combine(root, "usr", "share", "zoneinfo");
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("PGDATA");
        start.Environment.Remove("LD_PRELOAD");
        start.Environment.Remove("LD_LIBRARY_PATH");
        return start;
    }

    private List<string> AsUnprivileged(string dataFolder)
    {
        if (!Environment.IsPrivilegedProcess)
            return [];
        var user = UnprivilegedUser.ToString(CultureInfo.InvariantCulture);
        List<string> line = ["setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"];
        // Below a private home such as /root the user could not even reach the files: only then give it that one capability.
        // PostgreSQL asks access(2), which for other users than root looks at capabilities only with this secure bit.
        if (!IsReachableByOthers(root) || !IsReachableByOthers(Path.GetDirectoryName(dataFolder)!))
            line.AddRange(["--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]);
        return line;
    }

    private static bool IsReachableByOthers(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (!current.Exists || (current.UnixFileMode & UnixFileMode.OtherExecute) == 0)
                return false;
        }
        return true;
    }

    private string Relative(string path) => Path.GetRelativePath(root, path);
}
