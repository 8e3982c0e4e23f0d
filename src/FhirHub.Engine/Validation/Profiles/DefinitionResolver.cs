using System.Text.Json;
using FhirHub.Engine.Structure;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Specification.Source;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Gives the SDK's snapshot generator the definitions of ours. For one thread at a time: the generator notes things in what it gets.</summary>
internal sealed class DefinitionResolver(IDefinitionSource source) : IAsyncResourceResolver
{
    private static readonly DeserializerSettings Lenient = new DeserializerSettings().UsingMode(DeserializationMode.Ostrich, null);

    private readonly Dictionary<string, Resource?> _known = new(StringComparer.Ordinal);

    public Task<Resource?> ResolveByUriAsync(string uri) => System.Threading.Tasks.Task.FromResult(Find(uri));

    public Task<Resource?> ResolveByCanonicalUriAsync(string uri) => System.Threading.Tasks.Task.FromResult(Find(uri));

    public Task<ResolverResult> TryResolveByUriAsync(string uri) => System.Threading.Tasks.Task.FromResult(Result(uri));

    public Task<ResolverResult> TryResolveByCanonicalUriAsync(string uri) => System.Threading.Tasks.Task.FromResult(Result(uri));

    /// <summary>By canonical, with or without version; null where it is not known.</summary>
    public StructureDefinition? Definition(string canonical) => Find(canonical) as StructureDefinition;

    public static StructureDefinition? Parse(ReadOnlyMemory<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json.Span, ReadLimits.Stored);
        new FhirJsonDeserializer(Lenient).TryDeserializeResource(ref reader, out var resource, out _);
        return resource as StructureDefinition;
    }

    private ResolverResult Result(string uri) => Find(uri) is { } found ? new ResolverResult(found) : new ResolverResult(ResolverException.NotFound());

    private Resource? Find(string uri)
    {
        if (_known.TryGetValue(uri, out var known))
            return known;
        var canonical = Canonical.Parse(uri);
        return _known[uri] = source.Find("StructureDefinition", canonical.Url, canonical.Version) is { } json ? Parse(json) : null;
    }
}
