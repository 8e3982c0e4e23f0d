using System.Buffers;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// A Bundle without its resources, so that its own structure is checked apart from theirs: a fault in one entry of a batch is no
/// fault of the others. A small stand-in takes the place of each resource.
/// </summary>
internal static class BundleEnvelope
{
    private static ReadOnlySpan<byte> StandIn => """{"resourceType":"Basic","code":{"text":"-"}}"""u8;

    /// <summary>Its faults, with their place in the whole body.</summary>
    /// <param name="json">The body.</param>
    /// <param name="places">Of the body.</param>
    /// <param name="resources">Where the resources are in it, in order.</param>
    public static IReadOnlyList<Issue> Check(ReadOnlyMemory<byte> json, LinePlaces places, IReadOnlyList<Range> resources, ReadLimits limits)
    {
        var envelope = new ArrayBufferWriter<byte>(1024);
        int from = 0;
        foreach (var resource in resources)
        {
            envelope.Write(json.Span[from..resource.Start.Value]);
            envelope.Write(StandIn);
            from = resource.End.Value;
        }

        envelope.Write(json.Span[from..]);
        var issues = FhirJsonReader.Read(envelope.WrittenMemory, limits).Issues;
        if (issues.Count == 0)
            return [];
        var own = new LinePlaces(envelope.WrittenMemory);
        return [.. issues.Select(i => Move(i, own, json.Length, places, resources))];
    }

    /// <summary>The issue with its line and column in the whole body.</summary>
    private static Issue Move(Issue issue, LinePlaces envelope, int length, LinePlaces places, IReadOnlyList<Range> resources)
    {
        if (issue.Line is not { } given)
            return issue;
        int offset = envelope.OffsetOf(given) + issue.Column!.Value - 1;
        foreach (var resource in resources)
        {
            if (offset <= resource.Start.Value)
                break;
            offset += resource.End.Value - resource.Start.Value - StandIn.Length;
        }

        var (line, column) = places.Of(Math.Clamp(offset, 0, length));
        return issue with { Line = line, Column = column };
    }
}
