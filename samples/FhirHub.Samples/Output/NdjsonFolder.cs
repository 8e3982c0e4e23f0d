namespace FhirHub.Samples.Output;

/// <summary>Writes resources as NDJSON, a file for each type: <c>Patient.ndjson</c>.</summary>
internal static class NdjsonFolder
{
    private const int BufferSize = 256 * 1024;

    public static void Write(string folder, IEnumerable<SampleResource> resources, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = new Dictionary<string, FileStream>(StringComparer.Ordinal);
        try
        {
            foreach (var resource in resources)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!files.TryGetValue(resource.Type, out var file))
                    files.Add(resource.Type, file = Create(Path.Combine(folder, resource.Type + ".ndjson")));
                file.Write(resource.Json.Span);
                file.WriteByte((byte)'\n');
            }
        }
        finally
        {
            foreach (var file in files.Values)
                file.Dispose();
        }
    }

    private static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize);
}
