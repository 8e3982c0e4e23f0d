using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Clauses;

/// <summary>A condition on a resource; a search is one of them. Index entries carry their type, so a clause may cover several types at once.</summary>
public abstract record Clause;

/// <summary>All of them hold; of none, everything.</summary>
public sealed record AllOf(IReadOnlyList<Clause> Clauses) : Clause;

/// <summary>One of them holds; of none, nothing.</summary>
public sealed record AnyOf(IReadOnlyList<Clause> Clauses) : Clause;

/// <summary>It does not hold.</summary>
public sealed record Not(Clause Clause) : Clause;

/// <summary>One of the conditions on index entries holds.</summary>
/// <param name="Name">As the search wrote it, modifier included, for explanations: <c>code:text</c>.</param>
/// <param name="Prefixes">The parameter on each type that it covers, <c>Observation.code</c>.</param>
/// <param name="Conditions">One for each value that the search gives as an alternative.</param>
public sealed record EntriesMatch(string Name, IReadOnlyList<string> Prefixes, IReadOnlyList<EntryCondition> Conditions) : Clause;

/// <summary>The resource has one of the keys (<c>Patient/1</c>).</summary>
public sealed record HasKey(string Name, IReadOnlyList<string> Keys) : Clause;

/// <summary><c>lastUpdated</c> lies from <c>From</c> up to, not including, <c>To</c>, UTC; null for open ends.</summary>
public sealed record UpdatedWithin(string Name, DateTime? From, DateTime? To) : Clause;

/// <summary>A reference parameter leads to a resource of this server for which <paramref name="Where"/> holds.</summary>
/// <param name="Name">As written: <c>subject:Patient.name</c>.</param>
/// <param name="References">The reference parameter on each type that it covers: prefixes, <c>Observation.subject</c>.</param>
/// <param name="TargetTypes">The types it may lead to.</param>
/// <param name="Where">About the target.</param>
public sealed record LeadsTo(string Name, IReadOnlyList<string> References, IReadOnlyList<string> TargetTypes, Clause Where) : Clause
{
    /// <summary>
    /// An alternative to <see cref="Where"/>, about the entries of the resource itself: it contains such a target
    /// (https://hl7.org/fhir/R4/search.html#contained). Null where entries cannot tell.
    /// </summary>
    public Clause? Contained { get; init; }
}

/// <summary>A resource of another type refers to this one (<c>_has</c>).</summary>
/// <param name="Name">As written: <c>_has:Observation:patient:code</c>.</param>
/// <param name="SourceType">The type that refers.</param>
/// <param name="Reference">Prefix of its reference parameter: <c>Observation.patient</c>.</param>
/// <param name="Where">About the source.</param>
public sealed record IsReferredTo(string Name, string SourceType, string Reference, Clause Where) : Clause;

/// <summary>Text stands in the narrative (<c>_text</c>) or anywhere in the resource (<c>_content</c>); checked on the resource itself.</summary>
/// <param name="Name"><c>_text</c> or <c>_content</c>.</param>
/// <param name="NarrativeOnly">Whether only the narrative counts.</param>
/// <param name="AnyOf">Alternatives; each a list of folded words that must all be there.</param>
public sealed record ContainsText(string Name, bool NarrativeOnly, IReadOnlyList<IReadOnlyList<string>> AnyOf) : Clause;

/// <summary>The resource is an item of one of the Lists (<c>_list</c>), as these stand when the search runs.</summary>
/// <param name="Name">As written: <c>_list</c>.</param>
/// <param name="Lists">Keys, <c>List/1</c>.</param>
public sealed record MemberOfList(string Name, IReadOnlyList<string> Lists) : Clause;
