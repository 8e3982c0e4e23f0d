using FhirHub.Engine.Terminology;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>
/// The items that are recognised, found by codes. What is wanted must mean an item; a report may also be of a kind of it: a code that a concept map leads
/// to something wider.
/// </summary>
internal sealed class Catalogue
{
    private readonly ILookup<Token, CatalogueItem> _wanted;
    private readonly ILookup<Token, CatalogueItem> _told;
    private readonly string _system;

    private Catalogue(string system, IReadOnlyList<CatalogueItem> items)
    {
        _system = system;
        _wanted = items.SelectMany(i => i.Meaning.Distinct().Select(t => (Token: t, Item: i))).ToLookup(p => p.Token, p => p.Item);
        _told = items.SelectMany(i => i.Tokens.Distinct().Select(t => (Token: t, Item: i))).ToLookup(p => p.Token, p => p.Item);
    }

    public Catalogue(ConceptList list)
        : this(list.Head.Url, [.. list.Concepts.Where(c => c is { IsInactive: false, IsAbstract: false }).Select(c => CatalogueItem.Of(list, c))])
    {
    }

    /// <summary>Without any item.</summary>
    public static Catalogue Empty { get; } = new("", []);

    /// <summary>What a wanted code means; null where it is not listed. A code without system is one of the catalogue.</summary>
    public CatalogueItem? Find(Coding wanted) => Only(_wanted[TokenOf(wanted)], wanted);

    /// <summary>What a report is of, by its code: the first coding that means an item, or a kind of one. Null where none does.</summary>
    public CatalogueItem? Find(CodeableConcept? told) => told?.Coding.Where(c => c.Code is not null)
        .Select(c => Only(_told[TokenOf(c)], c)).FirstOrDefault(i => i is not null);

    private Token TokenOf(Coding coding) => new(coding.System ?? _system, coding.Code ?? "");

    private static CatalogueItem? Only(IEnumerable<CatalogueItem> found, Coding coding) => found.ToList() switch
    {
        [] => null,
        [var only] => only,
        var several => CatalogueItem.Unlisted(coding) with { Several = string.Join(", ", several.Select(i => i.Name)) },
    };
}
