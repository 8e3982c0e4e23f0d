using System.Diagnostics;

namespace FhirHub.Benchmarks.Processes;

/// <summary>A built FhirHub.Server and how it was built.</summary>
/// <param name="Assembly">Path of <c>FhirHub.Server.dll</c>.</param>
internal sealed record ServerBuild(string Name, string Assembly)
{
    private const string Project = "src/FhirHub.Server";

    /// <summary>The plain Release build.</summary>
    public static async Task<ServerBuild> ReleaseAsync(CancellationToken cancellationToken)
    {
        await DotnetAsync(["build", Project, "-c", "Release", "-v", "q", "-nologo"], cancellationToken);
        return new ServerBuild("Release build", Path.Combine(Repository, Project, "bin/Release/net10.0/FhirHub.Server.dll"));
    }

    /// <summary>The published build, compiled ahead of time (ReadyToRun).</summary>
    public static async Task<ServerBuild> PublishedAsync(CancellationToken cancellationToken)
    {
        string output = Path.Combine(Repository, "artifacts/server");
        await DotnetAsync(
            [
                "publish", Project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-o", output, "-v", "q", "-nologo",
                // A restore for one runtime would otherwise add it to the committed lock files.
                "-p:NuGetLockFilePath=obj/publish.lock.json",
            ],
            cancellationToken);
        return new ServerBuild("published, ReadyToRun", Path.Combine(output, "FhirHub.Server.dll"));
    }

    private static string Repository
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
