using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Extraction;

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
