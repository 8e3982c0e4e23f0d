using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Structure.Subset;

namespace FhirHub.Engine.Search;

/// <summary>A search, understood: what its URL asks for, https://hl7.org/fhir/R4/search.html.</summary>
public sealed record SearchQuery
{
    /// <summary>The types it covers, in ordinal order; at least one.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Whether it covers every type, so that the type needs no filter.</summary>
    public bool AllTypes { get; init; }

    public required Clause Where { get; init; }

    /// <summary>
    /// <see cref="Where"/> as of another moment, UTC; null where no value depends on the time, as those of <c>ap</c> do. All pages of a search
    /// ask for the same.
    /// </summary>
    public Func<DateTime, Clause>? WhereAsOf { get; init; }

    /// <summary>Empty for the default order: newest first.</summary>
    public IReadOnlyList<SortKey> Sort { get; init; } = [];

    /// <summary>Matches on a page; 0 asks for the total alone.</summary>
    public required int Count { get; init; }

    public TotalMode Total { get; init; }

    public IReadOnlyList<Inclusion> Includes { get; init; } = [];

    /// <summary>The part of each resource that <c>_summary</c> asks for; null for the whole. <c>_summary=count</c> is a <see cref="Count"/> of 0.</summary>
    public SummaryMode? Summary { get; init; }

    /// <summary>The elements that <c>_elements</c> asks for; empty for all. Never together with <see cref="Summary"/>.</summary>
    public IReadOnlyList<string> Elements { get; init; } = [];

    /// <summary>Whether <c>_explain=true</c> asks how the search is run.</summary>
    public bool Explain { get; init; }

    /// <summary>The search as it was understood, for the self link: names and values, unescaped, ignored ones left out.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Understood { get; init; } = [];

    /// <summary>What was left out or limited, for the bundle's outcome entry.</summary>
    public IReadOnlyList<Issue> Warnings { get; init; } = [];
}

/// <summary>One key of <c>_sort</c>.</summary>
/// <param name="Code">As written, without the minus: <c>date</c>, <c>_lastUpdated</c>, <c>_id</c>.</param>
/// <param name="Descending">Whether a minus stood in front.</param>
/// <param name="Parameters">The parameter on each type that the search covers; empty for <c>_id</c> and <c>_lastUpdated</c>.</param>
public sealed record SortKey(string Code, bool Descending, IReadOnlyList<SearchParameter> Parameters);

/// <summary><c>_total</c>, https://hl7.org/fhir/R4/search.html#total. By default a total is told where it costs nothing.</summary>
public enum TotalMode
{
    Default,
    None,
    Estimate,
    Accurate,
}

/// <summary>One <c>_include</c> or <c>_revinclude</c>, https://hl7.org/fhir/R4/search.html#revinclude.</summary>
/// <param name="Reverse">Whether it is a <c>_revinclude</c>.</param>
/// <param name="SourceType">The type that refers.</param>
/// <param name="Parameters">Its reference parameters: one, or all for <c>*</c>.</param>
/// <param name="TargetType">Only targets of this type; null for all.</param>
/// <param name="Iterate">Whether it applies to included resources too.</param>
/// <param name="Text">As written, for warnings.</param>
public sealed record Inclusion(
    bool Reverse, string SourceType, IReadOnlyList<SearchParameter> Parameters, string? TargetType, bool Iterate, string Text);
