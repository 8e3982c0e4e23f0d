using FhirHub.Engine.Errors;

namespace FhirHub.Cli.Checking;

/// <summary>Takes what was found, resource by resource, and writes it at once: nothing is kept but numbers.</summary>
internal interface ICheckReport
{
    CheckTotals Totals { get; }

    /// <summary>A resource that was looked at, and its issues; none where all is well.</summary>
    void Add(FoundResource resource, IReadOnlyList<Issue> issues);

    /// <summary>The end of all.</summary>
    void Summarize();
}
