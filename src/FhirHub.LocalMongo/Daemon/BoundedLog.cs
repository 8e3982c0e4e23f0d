using System.Globalization;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>A log file that is started anew when it has grown; the one before is kept.</summary>
internal sealed class BoundedLog(string path, TimeProvider time) : IDisposable
{
    private const long MaximumBytes = 4 << 20;

    private readonly Lock gate = new();
    private StreamWriter? writer;

    public string Path { get; } = path;

    public void Write(string line)
    {
        lock (gate)
        {
            if (writer is { BaseStream.Length: > MaximumBytes })
            {
                writer.Dispose();
                writer = null;
                File.Move(Path, Path + ".1", overwrite: true);
            }
            writer ??= new StreamWriter(new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff} {line}"));
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            writer?.Dispose();
            writer = null;
        }
    }
}
