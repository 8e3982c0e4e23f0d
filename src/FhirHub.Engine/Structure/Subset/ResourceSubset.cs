using System.Buffers;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure.Subset;

/// <summary>Which part of a resource a client asked for: <c>_summary</c> or <c>_elements</c>. Immutable; safe for all threads.</summary>
public sealed class ResourceSubset
{
    private readonly Func<ElementSchema, bool> _keeps;
    private readonly bool _nested;

    private ResourceSubset(Func<ElementSchema, bool> keeps, bool nested) => (_keeps, _nested) = (keeps, nested);

    public static ResourceSubset Summary(SummaryMode mode) => mode switch
    {
        SummaryMode.True => new ResourceSubset(e => e.IsSummary || e.Min > 0 || e.IsModifier, nested: true),
        SummaryMode.Text => new ResourceSubset(e => e.Name is "id" or "meta" or "text" || e.Min > 0, nested: false),
        SummaryMode.Data => new ResourceSubset(e => e.Name != "text", nested: false),
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    /// <summary>The elements of <c>_elements</c>, https://hl7.org/fhir/R4/search.html#elements.</summary>
    /// <param name="names">Elements of the top level; a choice by its name with or without <c>[x]</c>.</param>
    public static ResourceSubset Elements(IEnumerable<string> names)
    {
        var wanted = names.Select(BaseName).ToHashSet(StringComparer.Ordinal);
        return new ResourceSubset(e => e.Name is "id" or "meta" || e.Min > 0 || e.IsModifier || wanted.Contains(e.Name), nested: false);
    }

    /// <summary>Those names that are no element of the type; the caller refuses them or warns.</summary>
    /// <param name="resourceType">A resource type of R4.</param>
    public static IReadOnlyList<string> UnknownElements(string resourceType, IEnumerable<string> names)
    {
        var type = FhirSchema.R4.FindResource(resourceType)
            ?? throw new ArgumentException($"R4 has no resource type {resourceType}", nameof(resourceType));
        return [.. names.Where(name => type.FindElement(BaseName(name)) is not { } e || (name != e.Name && !e.IsChoice))];
    }

    /// <summary>Writes the part of a resource, tagged SUBSETTED.</summary>
    /// <param name="json">A stored resource in UTF-8.</param>
    /// <param name="output">Receives the part as UTF-8 JSON.</param>
    public void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var cutter = new SubsetWriter(json, output, this);
        cutter.WriteRoot();
    }

    /// <summary>As <see cref="Write"/>, into a new array.</summary>
    public byte[] Apply(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(256, json.Length / 2));
        Write(json, output);
        return output.WrittenSpan.ToArray();
    }

    internal bool Keeps(PropertySchema property) => _keeps(property.Element);

    /// <summary>Whether the content of a kept element is cut as well; a modifier extension is kept whole, since half of one misleads.</summary>
    internal bool CutsInside(PropertySchema property) => _nested && !property.Type.IsPrimitive && property.Type.Name != "Extension";

    private static string BaseName(string name) => name.EndsWith("[x]", StringComparison.Ordinal) ? name[..^3] : name;
}
