using System.Text.Json.Nodes;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>Turns the value of an operation into the JSON of the element it is meant for.</summary>
internal static class ValueBuilder
{
    /// <returns>The name of the JSON member, its value and the <c>_</c> sibling; fresh nodes without a parent.</returns>
    /// <exception cref="PatchPathException">The value does not have the form the element needs.</exception>
    public static (string Member, JsonNode? Value, JsonNode? Sibling) Build(ElementSchema element, PatchValue value)
    {
        var plain = element.IsChoice ? null : element.Types[0];
        return value switch
        {
            PatchValue.OfResource resource when plain is { IsResource: true } => (element.Name, resource.Json.DeepClone(), null),
            PatchValue.Typed typed when Property(element, typed) is { } property && FitsForm(property, typed) =>
                (property.Name, typed.Value?.DeepClone(), typed.Sibling?.DeepClone()),
            PatchValue.Parts parts when plain is { IsPrimitive: false, IsResource: false } => (element.Name, BuildObject(plain, parts), null),
            _ => throw new PatchPathException("patch-value-mismatch", $"\"{element.Name}\" needs {Wanted(element)}."),
        };
    }

    /// <summary>The element of a type by its own name, or for a choice also by a name with a type.</summary>
    public static ElementSchema? FindElement(TypeSchema type, string name) => type.FindElement(name) ?? type.FindProperty(name)?.Element;

    private static PropertySchema? Property(ElementSchema element, PatchValue.Typed typed) => element.IsChoice
        ? element.Properties.FirstOrDefault(p => p.Name.AsSpan(element.Name.Length).SequenceEqual(typed.Type))
        : element.Properties[0];

    // The value of a plain element may come under a related type (a code as a string): the JSON is what counts.
    private static bool FitsForm(PropertySchema property, PatchValue.Typed typed)
    {
        if (property.Type.IsPrimitive)
            return typed.Value is null or JsonValue && (typed.Sibling is null || property.HasSibling);
        return !property.Type.IsResource && typed.Value is JsonObject && typed.Sibling is null;
    }

    private static JsonObject BuildObject(TypeSchema type, PatchValue.Parts parts)
    {
        var result = new JsonObject();
        foreach (var (name, value) in parts.Items)
        {
            var element = FindElement(type, name)
                ?? throw new PatchPathException("patch-element-unknown", $"{type.Name} has no element \"{name}\".");
            var (member, json, sibling) = Build(element, value);
            Append(result, element, member, json, sibling);
        }

        return result;
    }

    private static void Append(JsonObject owner, ElementSchema element, string name, JsonNode? value, JsonNode? sibling)
    {
        var member = new JsonMember(owner, name);
        if (element.IsArray)
            member.Insert(member.Count, value, sibling);
        else if (PatchElement.FindMember(owner, element) is null)
            member.Set(value, sibling);
        else
            throw new PatchPathException("patch-element-exists", $"\"{element.Name}\" does not repeat but has more than one part.");
    }

    private static string Wanted(ElementSchema element)
    {
        if (element.IsChoice)
            return $"a value[x] of one of the types {string.Join(", ", element.Types.Select(t => t.Name))}";
        var type = element.Types[0];
        if (type.IsResource)
            return "a resource";
        return type.IsPrimitive ? $"a value[x] of the primitive type {type.Name}" : $"a value[x] of the type {type.Name} or parts";
    }
}
