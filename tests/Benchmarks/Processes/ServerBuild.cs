using System.CommandLine;
using System.Diagnostics;

namespace FhirHub.Benchmarks.Processes;

/// <summary>A built FhirHub.Server and how it was built.</summary>
/// <param name="Assembly">Path of <c>FhirHub.Server.dll</c>.</param>
internal sealed record ServerBuild(string Name, string Assembly)
{
    private const string Project = "src/FhirHub.Server";

    /// <summary>Skips building: what was built last is measured.</summary>
    public static readonly Option<bool> NoBuild = new("--no-build") { Description = "Measure the server that was built last, instead of building it first." };

    /// <summary>The plain Release build.</summary>
    public static async Task<ServerBuild> ReleaseAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(NoBuild))
            await DotnetAsync(["build", Project, "-c", "Release", "-v", "q", "-nologo"], cancellationToken);
        return new ServerBuild("Release build", Path.Combine(Repository, Project, "bin/Release/net10.0/FhirHub.Server.dll"));
    }

    /// <summary>The published build, compiled ahead of time (ReadyToRun).</summary>
    public static async Task<ServerBuild> PublishedAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string output = Path.Combine(Repository, "artifacts/server");
        string[] publish =
        [
            "publish", Project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-o", output, "-v", "q", "-nologo",
            // A restore for one runtime would otherwise add it to the committed lock files.
            "-p:NuGetLockFilePath=obj/publish.lock.json",
        ];
        if (!parsed.GetValue(NoBuild))
            await DotnetAsync(publish, cancellationToken);
        return new ServerBuild("published, ReadyToRun", Path.Combine(output, "FhirHub.Server.dll"));
    }

    public static string Repository
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "FhirHub.sln")))
                    return folder.FullName;
            }

            throw new InvalidOperationException("The benchmarks run from within the repository.");
        }
    }

    private static async Task DotnetAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:{Environment.NewLine}{output}");
    }
}
