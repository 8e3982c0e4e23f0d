using System.Diagnostics;
using System.Globalization;

namespace FhirHub.LocalMongo.Mongod;

/// <summary>A mongod found on PATH: whether it is new enough, and how it is started.</summary>
internal static class MongodServer
{
    public const string ReplicaSet = "fhirhub";

    private static readonly Version Minimum = new(6, 0);

    /// <summary>The version in the output of <c>mongod --version</c>; null when it has none.</summary>
    public static Version? ParseVersion(string output)
    {
        var line = output.Split('\n').FirstOrDefault(l => l.Contains("db version v", StringComparison.Ordinal));
        var text = line?[(line.IndexOf("db version v", StringComparison.Ordinal) + "db version v".Length)..].Trim().Split('-', ' ')[0];
        return Version.TryParse(text, out var version) ? version : null;
    }

    public static bool IsNewEnough(Version? version) => version is not null && version >= Minimum;

    public static IReadOnlyList<string> Arguments(string dataFolder, int port, bool durable) =>
    [
        "--dbpath", dataFolder,
        "--bind_ip", "127.0.0.1",
        "--port", port.ToString(CultureInfo.InvariantCulture),
        "--replSet", ReplicaSet,
        "--oplogSize", "128",
        "--wiredTigerCacheSizeGB", "0.5",
        // Tests forgive data that a crash of the machine loses; the journal itself cannot be switched off.
        .. durable ? [] : new[] { "--journalCommitInterval", "500" },
    ];

    public static async Task<Version?> VersionAsync(string executable, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(executable, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start);
            if (process is null)
                return null;
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await errors;
            await process.WaitForExitAsync(cancellationToken);
            return ParseVersion(output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not executable, or for another processor: as good as none.
            return null;
        }
    }
}
