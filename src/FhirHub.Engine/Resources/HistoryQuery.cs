using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Resources;

/// <summary>Which versions a history asks for, https://hl7.org/fhir/R4/http.html#history: newest first.</summary>
public sealed record HistoryQuery
{
    /// <summary>Only this type; null asks for all.</summary>
    public string? Type { get; init; }

    /// <summary>Only this resource; its type goes into <see cref="Type"/> too.</summary>
    public ResourceKey? Instance { get; init; }

    /// <summary>Only versions created at or after this time, UTC.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Only versions that were current at some time from <c>From</c> up to, not including, <c>To</c>, UTC.</summary>
    public (DateTime From, DateTime To)? At { get; init; }

    /// <summary>Go on behind this one; null begins at the newest.</summary>
    public HistoryPosition? After { get; init; }

    /// <summary>The transaction whose view of the history it is; null for what is committed.</summary>
    public DatabaseSession? Session { get; init; }

    /// <summary>Rows on a page, at least 1.</summary>
    public required int Count { get; init; }
}
