using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>A Bundle that was taken apart: its entries, each with the slice that is its resource, and what is wrong with the rest.</summary>
/// <param name="places">Of the body; null where lines and columns mean nothing to the client.</param>
/// <param name="type"><c>Bundle.type</c>; null where it is missing.</param>
/// <param name="entries">In their order.</param>
internal sealed class BundleBody(LinePlaces? places, string? type, IReadOnlyList<RawEntry> entries)
{
    /// <summary>Faults of all resources together: behind them, each faulty resource tells its first one only.</summary>
    private const int MaxIssues = 1000;

    private int _issuesLeft = MaxIssues;

    /// <summary><c>Bundle.type</c>; null where it is missing.</summary>
    public string? Type => type;

    public IReadOnlyList<RawEntry> Entries => entries;

    /// <summary>Whether it holds <c>Bundle.total</c>, which only searches and histories do.</summary>
    public bool HasTotal { get; init; }

    /// <summary>Faults of everything but the resources, with their place in the body.</summary>
    public IReadOnlyList<Issue> Faults { get; init; } = [];

    /// <summary>The resource of an entry, or its faults, named as parts of the Bundle.</summary>
    public ReadResult Read(RawEntry entry, ReadLimits limits)
    {
        var result = FhirJsonReader.Read(entry.Resource, limits with { MaxIssues = Math.Clamp(_issuesLeft, 1, limits.MaxIssues) });
        _issuesLeft -= result.Issues.Count;
        result.Resource?.From(SentOf(entry));
        return result.Issues.Count == 0 ? result : new ReadResult(null, [.. result.Issues.Select(i => InBundle(entry, i))]);
    }

    private SentText? SentOf(RawEntry entry)
    {
        if (places is null)
            return null;
        var (line, column) = places.Of(entry.ResourceStart);
        return new SentText(entry.Resource) { FirstLine = line, FirstColumn = column };
    }

    /// <summary>An issue of an entry's resource as one of the Bundle: <c>Patient.name[0]</c> becomes <c>Bundle.entry[3].resource.name[0]</c>.</summary>
    public Issue InBundle(RawEntry entry, Issue issue)
    {
        int dot = issue.Expression?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        string path = $"{entry.Path}.resource{(dot < 0 ? string.Empty : issue.Expression![dot..])}";
        if (places is null || issue.Line is not { } line)
            return issue with { Expression = path, Line = null, Column = null };
        var (startLine, startColumn) = places.Of(entry.ResourceStart);
        return issue with { Expression = path, Line = startLine + line - 1, Column = line == 1 ? startColumn + issue.Column - 1 : issue.Column };
    }
}
