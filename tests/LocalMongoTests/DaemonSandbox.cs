using System.Diagnostics;
using System.Globalization;
using FhirHub.LocalMongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

/// <summary>A durable local database in a temporary folder of its own, to be treated badly.</summary>
internal sealed class DaemonSandbox : IAsyncDisposable
{
    private readonly string root = Path.Combine(Path.GetTempPath(), "fhirhub-test-" + Guid.NewGuid().ToString("N")[..12]);

    public DaemonSandbox() => Options = new LocalDatabaseOptions { Durable = true, DataRoot = root };

    public LocalDatabaseOptions Options { get; init; }

    public bool IsDurable { init => Options = Options with { Durable = value }; }

    public string Root => root;

    public Task<LocalDatabaseInstance> StartAsync() => LocalDatabase.EnsureStartedAsync(Options);

    /// <summary>A client that retries as a driver does by default, with a short patience.</summary>
    public static MongoClient Connect(LocalDatabaseInstance instance) => new(instance.ConnectionString + "&serverSelectionTimeoutMS=15000&heartbeatFrequencyMS=500");

    public static int Postmaster(LocalDatabaseInstance instance) =>
        int.Parse(File.ReadLines(Path.Combine(instance.DataFolder, "pg", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>False for a zombie too: in a container nobody may collect it.</summary>
    public static bool IsRunning(int processId) =>
        File.Exists($"/proc/{processId}/cmdline") && File.ReadAllBytes($"/proc/{processId}/cmdline").Length > 0;

    /// <summary>SIGKILL to exactly this process.</summary>
    public static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    /// <summary>Another process that runs the program's own command line.</summary>
    public Task<(int Code, string Output)> CommandLineAsync(params string[] arguments) => CommandLineWithPathAsync(null, arguments);

    /// <param name="path">A folder to look for programs in first.</param>
    public async Task<(int Code, string Output)> CommandLineWithPathAsync(string? path, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "FhirHub.LocalMongo.dll");
        var start = new ProcessStartInfo(FhirHub.LocalMongo.Daemon.DaemonProgram.DotnetHost(), [program, .. arguments, "--data-root", root])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
            start.Environment["PATH"] = path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        await LocalDatabase.StopAsync(Options);
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
    }
}
