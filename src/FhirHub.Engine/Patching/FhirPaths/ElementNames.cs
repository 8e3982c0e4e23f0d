using System.Text.Json.Nodes;
using Hl7.Fhir.Introspection;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Between the name of an element (<c>deceased</c>) and of its JSON member (<c>deceasedBoolean</c>): https://hl7.org/fhir/R4/formats.html#choice.</summary>
internal static class ElementNames
{
    /// <summary>The member that holds an element, without the <c>_</c> of a sibling; null when there is none.</summary>
    public static string? FindMember(JsonObject members, PropertyMapping property)
    {
        if (property.Choice != ChoiceType.DatatypeChoice)
            return new JsonMember(members, property.Name).Exists ? property.Name : null;
        return members.Select(m => m.Key.TrimStart('_')).FirstOrDefault(key => IsChoiceOf(key, property));
    }

    /// <summary>The element of a type by its own name, or for a choice also by the name with a type.</summary>
    public static PropertyMapping? Find(ClassMapping type, string name)
    {
        if (type.FindMappedElementByName(name) is { RepresentsValueElement: false } plain)
            return plain;
        return type.PropertyMappings.FirstOrDefault(p => p.Choice == ChoiceType.DatatypeChoice && IsChoiceOf(name, p));
    }

    private static bool IsChoiceOf(string key, PropertyMapping property) =>
        key.Length > property.Name.Length
        && key.StartsWith(property.Name, StringComparison.Ordinal)
        && char.IsAsciiLetterUpper(key[property.Name.Length])
        && property.DeclaringClass.FindMappedElementByName(key) is null;
}
