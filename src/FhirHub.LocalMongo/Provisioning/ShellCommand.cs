using System.Diagnostics;

namespace FhirHub.LocalMongo.Provisioning;

/// <summary>Runs a program of the system and gives its exit code and the end of what it printed.</summary>
internal static class ShellCommand
{
    private const int KeptLines = 25;

    // Our end of its standard input closes with our death, however it comes: then the program must not go on alone.
    private const string DieWithCaller = """
        exec 3<&0
        "$@" </dev/null 3<&- & child=$!
        (cat <&3; kill "$child") >/dev/null 2>&1 &
        exec 3<&-
        wait "$child"
        """;

    public static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", DieWithCaller, "sh", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start) ?? throw new LocalDatabaseException($"{program} could not be started.");
        var tail = new Queue<string>();
        try
        {
            await Task.WhenAll(
                ReadAsync(process.StandardOutput, tail, progress, cancellationToken),
                ReadAsync(process.StandardError, tail, progress, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, string.Join('\n', tail));
    }

    /// <summary>The full path of a program on PATH; null when there is none.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static async Task ReadAsync(StreamReader reader, Queue<string> tail, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            progress?.Report(line);
            lock (tail)
            {
                tail.Enqueue(line);
                if (tail.Count > KeptLines)
                    tail.Dequeue();
            }
        }
    }
}
