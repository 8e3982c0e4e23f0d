using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>Where values that paths select go.</summary>
internal abstract class ValueTarget
{
    /// <param name="value">Valid during the call.</param>
    /// <param name="resource">The resource it stands in.</param>
    /// <param name="run">Takes the entries.</param>
    public abstract void Take(in ElementValue value, ReadOnlySpan<byte> resource, IndexRun run);
}
