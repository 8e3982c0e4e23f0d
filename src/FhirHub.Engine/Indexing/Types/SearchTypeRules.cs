using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>One search type: how a value of a resource becomes index entries, and what a value of a search asks of them.</summary>
internal abstract class SearchTypeRules
{
    /// <summary>Adds the entries of one value; none for a datatype that the search type cannot compare.</summary>
    /// <param name="value">What the parameter's expression selects.</param>
    /// <param name="prefix">Begins each entry: <c>Observation.code</c>.</param>
    /// <param name="sink">Takes them.</param>
    public abstract void Index(in ElementValue value, string prefix, EntrySink sink);

    /// <summary>What one value of a search asks of the entries.</summary>
    /// <exception cref="FhirException">Invalid: the value is not of the type's form. Not supported: the modifier is not one of this type.</exception>
    public abstract EntryCondition Match(MatchRequest request);
}
