using System.Text.Json;

namespace FhirHub.Engine.Validation;

/// <summary>Definitions that were handed over as JSON, in front of those of another source. Safe for all threads.</summary>
public sealed class MemoryDefinitions(IDefinitionSource behind) : IDefinitionSource
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Type, string Url), List<Definition>> _definitions = [];
    private long _revision;

    public long Revision => Interlocked.Read(ref _revision) + behind.Revision;

    /// <summary>Adds a conformance resource, in place of the one with the same type, URL and version.</summary>
    /// <exception cref="FormatException">It has no resourceType or no url.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public void Add(ReadOnlyMemory<byte> utf8Json)
    {
        using var json = JsonDocument.Parse(utf8Json);
        if (Text(json.RootElement, "resourceType") is not { } type || Text(json.RootElement, "url") is not { } url)
            throw new FormatException("A definition needs a resourceType and a url.");
        var version = Text(json.RootElement, "version");
        lock (_gate)
        {
            if (!_definitions.TryGetValue((type, url), out var versions))
                _definitions[(type, url)] = versions = [];
            versions.RemoveAll(d => d.Version == version);
            versions.Add(new Definition(version, utf8Json));
        }
        Interlocked.Increment(ref _revision);
    }

    /// <summary>Without a version, the one added last.</summary>
    public ReadOnlyMemory<byte>? Find(string type, string url, string? version)
    {
        lock (_gate)
        {
            if (_definitions.TryGetValue((type, url), out var versions) && versions.FindLast(d => version is null || d.Version == version) is { } found)
                return found.Json;
        }
        return behind.Find(type, url, version);
    }

    private static string? Text(JsonElement definition, string name) =>
        definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private sealed record Definition(string? Version, ReadOnlyMemory<byte> Json);
}
