using System.Reflection;
using System.Runtime.InteropServices;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>
/// The daemon's own copy of its program. It must not run from a build folder, whose files the next build overwrites under it;
/// and a caller on another shared framework has not all of its assemblies beside it.
/// </summary>
internal static class DaemonProgram
{
    private static readonly string[] References =
        ["MongoDB.Bson", "Npgsql", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions"];

    /// <summary>The path of the executable assembly, copied below the folder unless this build's copy is there.</summary>
    public static string Stage(string dataRoot)
    {
        var home = Path.Combine(dataRoot, "bin", DaemonBuild.Id[..16]);
        var self = Assembly.GetExecutingAssembly();
        var entry = Path.Combine(home, self.GetName().Name + ".dll");
        if (File.Exists(entry))
            return entry;
        var fresh = $"{home}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(fresh);
        foreach (var assembly in References.Select(Assembly.Load).Prepend(self))
            File.Copy(assembly.Location, Path.Combine(fresh, Path.GetFileName(assembly.Location)));
        File.WriteAllText(Path.Combine(fresh, self.GetName().Name + ".runtimeconfig.json"), RuntimeConfiguration());
        try
        {
            Directory.Move(fresh, home);
        }
        catch (IOException) when (File.Exists(entry))
        {
            // Another process staged the same build first.
            Directory.Delete(fresh, recursive: true);
        }
        return entry;
    }

    /// <summary>The host that runs this process, or one that can run the copy.</summary>
    public static string DotnetHost()
    {
        var executable = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var shared = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", executable));
        return File.Exists(shared) ? shared : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? executable;
    }

    private static string RuntimeConfiguration() => $$"""
        {
          "runtimeOptions": {
            "tfm": "net{{Environment.Version.Major}}.0",
            "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version.Major}}.0.0" },
            "configProperties": {
              "System.GC.Concurrent": false,
              "System.Globalization.Invariant": true,
              "System.Runtime.TieredPGO": true
            }
          }
        }
        """;
}
