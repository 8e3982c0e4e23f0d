using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Transactions;

/// <summary>One entry of a batch or transaction, understood: a write, another request, or a fault.</summary>
public sealed record PlannedEntry
{
    /// <summary>From 0.</summary>
    public required int Index { get; init; }

    /// <summary><c>Bundle.entry[3]</c>.</summary>
    public required string Path { get; init; }

    public string Method { get; init; } = string.Empty;

    /// <summary>Set for creations, updates, patches and deletions.</summary>
    public TransactionWrite? Write { get; init; }

    /// <summary>Set for everything else: reads, searches, operations.</summary>
    public EntryRequest? Request { get; init; }

    /// <summary>Why the entry is refused; its issues name it.</summary>
    public FhirException? Fault { get; init; }
}

/// <summary>A request in an entry that this folder does not carry out itself.</summary>
/// <param name="Url">Relative to the service root: <c>Patient?name=x</c>.</param>
/// <param name="IfNoneMatch">Entity tags; null for none.</param>
/// <param name="IfModifiedSince">An instant; null for none.</param>
/// <param name="Body">The entry's resource as JSON; empty for none.</param>
public sealed record EntryRequest(string Url, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, ReadOnlyMemory<byte> Body);
