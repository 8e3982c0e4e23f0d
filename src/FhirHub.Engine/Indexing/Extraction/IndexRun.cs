using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>What indexing one resource has found so far.</summary>
internal sealed class IndexRun
{
    public EntrySink Sink { get; } = new(expected: 100);

    /// <summary>Whether a contained resource is being read.</summary>
    public bool InContained { get; set; }

    public long? PrimaryDate { get; set; }
}
