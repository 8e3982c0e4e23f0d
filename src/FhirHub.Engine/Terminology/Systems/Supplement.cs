using System.Text.Json;

namespace FhirHub.Engine.Terminology.Systems;

/// <summary>
/// A CodeSystem that adds designations and properties to the concepts of another, https://hl7.org/fhir/R4/codesystem.html#supplements: never
/// a concept, never another meaning.
/// </summary>
internal static class Supplement
{
    public static List<Concept> Apply(List<Concept> concepts, CodeSystemHead head, JsonElement supplement)
    {
        var own = CodeSystemHead.Read(supplement);
        var additions = new Dictionary<string, Concept>(head.Comparer);
        foreach (var concept in ConceptReader.Read(supplement, own))
            additions.TryAdd(concept.Code, concept);
        return concepts.ConvertAll(c => additions.TryGetValue(c.Code, out var added) ? With(c, added, own) : c);
    }

    private static Concept With(Concept concept, Concept added, CodeSystemHead supplement)
    {
        var designations = concept.Designations.ToList();
        if (added.Display is { } display && display != concept.Display)
            designations.Add(new Designation(supplement.Language, null, display));
        designations.AddRange(added.Designations);
        return concept with { Designations = designations, Properties = [.. concept.Properties, .. added.Properties] };
    }
}
