using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing;

/// <summary>Makes the index entries of resources.</summary>
public sealed class ResourceIndexer
{
    private readonly IndexEntries _entries = IndexEntries.None;

    public IndexEntries Index(TypeSchema schema, string id, ReadOnlySpan<byte> json) => _entries;
}
