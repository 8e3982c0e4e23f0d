using System.Text.Json.Nodes;
using Hl7.Fhir.Introspection;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Turns the value of an operation into the JSON of the element it is meant for.</summary>
internal static class ValueBuilder
{
    /// <returns>The name of the JSON member, its value and the <c>_</c> sibling; fresh nodes without a parent.</returns>
    /// <exception cref="PatchPathException">The value does not have the form the element needs.</exception>
    public static (string Member, JsonNode? Value, JsonNode? Sibling) Build(PropertyMapping property, PatchValue value) => value switch
    {
        PatchValue.OfResource resource when property.Choice == ChoiceType.ResourceChoice => (property.Name, resource.Json.DeepClone(), null),
        PatchValue.Typed typed when property.Choice == ChoiceType.DatatypeChoice =>
            (property.Name + typed.Type, typed.Value?.DeepClone(), typed.Sibling?.DeepClone()),
        PatchValue.Typed typed when property.Choice == ChoiceType.None && FitsForm(property, typed) =>
            (property.Name, typed.Value?.DeepClone(), typed.Sibling?.DeepClone()),
        PatchValue.Parts parts when property.Choice == ChoiceType.None && !IsPrimitive(property) =>
            (property.Name, BuildObject(property.PropertyTypeMapping, parts), null),
        _ => throw new PatchPathException("patch-value-mismatch", $"\"{property.Name}\" needs {Wanted(property)}."),
    };

    private static JsonObject BuildObject(ClassMapping type, PatchValue.Parts parts)
    {
        var result = new JsonObject();
        foreach (var (name, value) in parts.Items)
        {
            var property = ElementNames.Find(type, name)
                ?? throw new PatchPathException("patch-element-unknown", $"{type.Name} has no element \"{name}\".");
            var (member, json, sibling) = Build(property, value);
            Append(result, property, member, json, sibling);
        }

        return result;
    }

    private static void Append(JsonObject owner, PropertyMapping property, string name, JsonNode? value, JsonNode? sibling)
    {
        var member = new JsonMember(owner, name);
        if (property.IsCollection)
            member.Insert(member.Count, value, sibling);
        else if (ElementNames.FindMember(owner, property) is null)
            member.Set(value, sibling);
        else
            throw new PatchPathException("patch-element-exists", $"\"{property.Name}\" does not repeat but has more than one part.");
    }

    private static bool IsPrimitive(PropertyMapping property) => property.PropertyTypeMapping.IsFhirPrimitive;

    private static bool FitsForm(PropertyMapping property, PatchValue.Typed typed) => IsPrimitive(property)
        ? typed.Value is null or JsonValue
        : typed.Value is JsonObject && typed.Sibling is null;

    private static string Wanted(PropertyMapping property) => property.Choice switch
    {
        ChoiceType.ResourceChoice => "a resource",
        ChoiceType.DatatypeChoice => "a value[x] that names the type",
        _ when IsPrimitive(property) => $"a value[x] of the primitive type {property.PropertyTypeMapping.Name}",
        _ => $"a value[x] of the type {property.PropertyTypeMapping.Name} or parts",
    };
}
