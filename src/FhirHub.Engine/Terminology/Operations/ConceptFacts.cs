using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>Values of a property as they are shown: those given, and those that every concept has.</summary>
internal static class ConceptFacts
{
    public static IEnumerable<ConceptProperty> Of(Concept concept, string property) => property switch
    {
        "definition" => concept.Definition is { } text ? [new ConceptProperty("definition", "string", text)] : [],
        "parent" => concept.Parents.Select(p => new ConceptProperty("parent", "code", p)),
        "inactive" => [new ConceptProperty("inactive", "boolean", concept.IsInactive ? "true" : "false")],
        "notSelectable" => [new ConceptProperty("notSelectable", "boolean", concept.IsAbstract ? "true" : "false")],
        _ => concept.Properties.Where(p => p.Code == property),
    };
}
