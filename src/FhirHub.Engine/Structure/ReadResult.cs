using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Structure;

/// <summary>What came of reading a body: a resource, or the faults that make it none.</summary>
public sealed class ReadResult
{
    internal ReadResult(ParsedResource? resource, IReadOnlyList<Issue> issues)
    {
        Resource = resource;
        Issues = issues;
    }

    /// <summary>Null when any issue is an error.</summary>
    public ParsedResource? Resource { get; }

    /// <summary>Every fault, in the order of the body.</summary>
    public IReadOnlyList<Issue> Issues { get; }
}
