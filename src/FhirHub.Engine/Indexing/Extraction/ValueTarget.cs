using System.Text.Json;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>Where values that paths select go.</summary>
internal abstract class ValueTarget
{
    /// <param name="value">Valid during the call.</param>
    /// <param name="resource">The resource it stands in.</param>
    /// <param name="run">Takes the entries.</param>
    public abstract void Take(in ElementValue value, ReadOnlySpan<byte> resource, IndexRun run);
}

/// <summary>Values of one parameter, by the rules of its type.</summary>
internal sealed class ParameterTarget(SearchParameter parameter, SearchTypeRules rules, IReadOnlyList<string> compartments) : ValueTarget
{
    /// <summary>The kind of an entry for a value that no other says anything of: it is there, which <c>:missing</c> asks.</summary>
    private const char Present = ')';

    private readonly EntryPrefix _prefix = new(parameter);

    public override void Take(in ElementValue value, ReadOnlySpan<byte> resource, IndexRun run)
    {
        var prefix = _prefix.In(run);
        var before = run.Sink.Additions;
        run.Sink.Compartments = run.InContained ? [] : compartments;
        // An expression may select an extension where it means its value.
        if (value.Type.Name == "Extension")
            ExtensionValue.Index(value, rules, prefix, run.Sink);
        else
            rules.Index(value, prefix, run.Sink);
        if (run.Sink.Additions == before)
            run.Sink.Add(prefix + Present);
    }
}

/// <summary>The date that orders the resources of a type.</summary>
internal sealed class PrimaryDateTarget(DateSearch dates) : ValueTarget
{
    public override void Take(in ElementValue value, ReadOnlySpan<byte> resource, IndexRun run)
    {
        if (!run.InContained && dates.Interval(value) is { } interval)
            run.PrimaryDate = interval.From;
    }
}

internal static class ExtensionValue
{
    public static void Index(in ElementValue extension, SearchTypeRules rules, string prefix, EntrySink sink)
    {
        var reader = new Utf8JsonReader(extension.Json, ReadLimits.Stored);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = extension.Type.FindProperty(reader.ValueSpan);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (property is { Element.Name: "value" })
                rules.Index(new ElementValue(property.Type, property.Element, extension.Json[start..(int)reader.BytesConsumed]), prefix, sink);
        }
    }
}
