using FhirHub.Engine.Terminology;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>The items that are recognised, found by any code that means them.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<Token, CatalogueItem> _items = [];
    private readonly string _system;

    private Catalogue() => _system = "";

    public Catalogue(ConceptList list)
    {
        _system = list.Head.Url;
        foreach (var concept in list.Concepts.Where(c => c is { IsInactive: false, IsAbstract: false }))
        {
            var item = CatalogueItem.Of(list, concept);
            foreach (var token in item.Tokens)
                _items.TryAdd(token, item);
        }
    }

    /// <summary>Without any item.</summary>
    public static Catalogue Empty { get; } = new();

    /// <summary>Null where it is not listed. A code without system is one of the catalogue.</summary>
    public CatalogueItem? Find(Coding coding) => _items.GetValueOrDefault(new Token(coding.System ?? _system, coding.Code ?? ""));

    /// <summary>The first that one of the codings means.</summary>
    public CatalogueItem? Find(CodeableConcept? concept) => concept?.Coding.Where(c => c.Code is not null).Select(Find).FirstOrDefault(i => i is not null);
}
