using System.Text.Json;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>What the daemon of a data folder wrote about itself. Only a hint: whether it lives is decided by asking it.</summary>
/// <param name="Port">On 127.0.0.1; kept after a stop, so that the next start takes the same one.</param>
internal sealed record DaemonState(int Port, int ProcessId, string Build, string Engine, DateTimeOffset StartedAt)
{
    /// <summary>A mongod listens on the port itself, and knows nothing of our own commands.</summary>
    public bool IsMongod { get; init; }

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    public static string File(string dataFolder) => Path.Combine(dataFolder, "daemon.json");

    public static DaemonState? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<DaemonState>(System.IO.File.ReadAllBytes(File(dataFolder)));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public void Write(string dataFolder)
    {
        var fresh = File(dataFolder) + ".new";
        System.IO.File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(this, Format));
        System.IO.File.Move(fresh, File(dataFolder), overwrite: true);
    }
}
