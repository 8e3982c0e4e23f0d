using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>The date that orders the resources of a type.</summary>
internal sealed class PrimaryDateTarget(DateSearch dates) : ValueTarget
{
    public override void Take(in ElementValue value, ReadOnlySpan<byte> resource, IndexRun run)
    {
        if (!run.InContained && dates.Interval(value) is { } interval)
            run.PrimaryDate = interval.From;
    }
}
