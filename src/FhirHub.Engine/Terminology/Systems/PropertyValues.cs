namespace FhirHub.Engine.Terminology.Systems;

/// <summary>Values of a property as text, of those that every concept has included. https://hl7.org/fhir/R4/codesystem.html#properties</summary>
internal static class PropertyValues
{
    public static IEnumerable<string> Of(Concept concept, string property) => property switch
    {
        "code" or "concept" => [concept.Code],
        "display" => concept.Display is { } display ? [display] : [],
        "definition" => concept.Definition is { } definition ? [definition] : [],
        "parent" => concept.Parents,
        "inactive" => [concept.IsInactive ? "true" : "false"],
        "notSelectable" => [concept.IsAbstract ? "true" : "false"],
        _ => concept.Properties.Where(p => p.Code == property).Select(p => p.Value),
    };
}
