using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;

namespace FhirHub.Engine.Transactions;

/// <summary>One write of a transaction, planned: which resource, and what is to become of it.</summary>
public sealed record TransactionWrite
{
    /// <summary>Its entry in the Bundle; 0 for a request of its own.</summary>
    public int Index { get; init; }

    /// <summary>FHIRPath of the entry, <c>Bundle.entry[3]</c>; null for a request of its own, whose faults are named by its resource.</summary>
    public string? Path { get; init; }

    /// <summary>DELETE, POST, PUT or PATCH.</summary>
    public required string Method { get; init; }

    /// <summary>The resource; of a conditional write, the one to make where nothing matches. Null: then there is nothing to do.</summary>
    public ResourceKey? Key { get; init; }

    /// <summary>Whether <see cref="Key"/> was drawn by this server, so that nothing can be there.</summary>
    public bool IsNew { get; init; }

    /// <summary>The version that led to this write: where another is current, the attempt begins anew. Null where that does not matter.</summary>
    public long? Seen { get; init; }

    /// <summary>What the resource is to be found by; null where <see cref="Key"/> is it.</summary>
    public Criteria? Criteria { get; init; }

    /// <summary>How many matches are allowed; more than one only for deletions.</summary>
    public int MaxMatches { get; init; } = 1;

    /// <summary>Says what is wrong when nothing matches and there is nothing to make; null, or a null from it, where that is no fault.</summary>
    internal Func<Criteria, FhirException?>? WhenNothing { get; init; }

    /// <summary>What the entry brings to store.</summary>
    internal EntryContent? Content { get; init; }

    /// <summary>Links that the transaction replaces, elsewhere than in <see cref="Content"/>: in a patch.</summary>
    internal IReadOnlyList<EntryLink> Links { get; init; } = [];

    /// <summary>Whether the rules of this server apply to what is written: not to definitions of a pack, which is where rules come from.</summary>
    public bool IsJudged { get; init; } = true;

    /// <summary>Whether it is an ordinary write, which may not break what operations keep; false for the operations' own.</summary>
    public bool IsGuarded { get; init; } = true;

    /// <summary>Whether operations keep the resource from now on; null: as before.</summary>
    public bool? IsKept { get; init; }

    public required EntryDecision Decide { get; init; }

    /// <summary>The decision once it is known what takes each link's place; null where <see cref="Decide"/> is it.</summary>
    internal Func<Func<EntryLink, string>, EntryDecision>? Relinked { get; init; }

    /// <summary>Where its criteria stand in the entry, for errors.</summary>
    internal string CriteriaElement => Method == "POST" ? ".request.ifNoneExist" : ".request.url";

    /// <summary>What faults of the write itself are about.</summary>
    internal string? ContentPath => Path is null ? null : Path + (Method == "DELETE" ? ".request.url" : ".resource");
}
