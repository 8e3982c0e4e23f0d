using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Profiles;

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
        using var json = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        var type = json.RootElement.Text("resourceType");
        string[] urls = type == "NamingSystem" ? [.. SystemAliases.UniqueIds(json.RootElement)]
            : json.RootElement.Text("url") is { } canonical ? [canonical]
            : [];
        if (type is null || urls.Length == 0)
            throw new FormatException("A definition needs a resourceType and a url, a NamingSystem unique ids.");
        lock (_gate)
        {
            foreach (var url in urls)
                Put(type, url, new Definition(json.RootElement.Text("version"), utf8Json));
        }
        Interlocked.Increment(ref _revision);
    }

    private void Put(string type, string url, Definition definition)
    {
        if (!_definitions.TryGetValue((type, url), out var versions))
            _definitions[(type, url)] = versions = [];
        versions.RemoveAll(d => d.Version == definition.Version);
        versions.Add(definition);
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

    private sealed record Definition(string? Version, ReadOnlyMemory<byte> Json);
}
