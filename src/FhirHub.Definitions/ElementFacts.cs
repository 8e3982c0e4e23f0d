using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Definitions;

/// <summary>Reads single facts from the JSON of an ElementDefinition.</summary>
internal static class ElementFacts
{
    private const string SystemTypes = "http://hl7.org/fhirpath/System.";
    private const string FhirType = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

    public static ElementFlags Flags(JsonElement element)
    {
        var flags = ElementFlags.None;
        if (Is(element, "isSummary"))
            flags |= ElementFlags.Summary;
        if (Is(element, "isModifier"))
            flags |= ElementFlags.Modifier;
        if (element.TryGetProperty("representation", out var forms) && forms.EnumerateArray().Any(f => f.GetString() == "xmlAttr"))
            flags |= ElementFlags.XmlAttribute;
        if (TypeCodes(element).Any(c => c.StartsWith(SystemTypes, StringComparison.Ordinal)) && !IsResourceId(element))
            flags |= ElementFlags.SystemValue;
        return flags;
    }

    public static IEnumerable<string> TypeCodes(JsonElement element) =>
        Types(element).Select(t => t.GetProperty("code").GetString()!);

    /// <summary>The schema types an element takes; <c>#path</c> of a content reference names the type of that element.</summary>
    public static IReadOnlyList<string> TypeNames(JsonElement element)
    {
        if (element.TryGetProperty("contentReference", out var reference))
            return [reference.GetString()![1..]];
        return [.. Types(element).Select(type => TypeName(element, type))];
    }

    public static IReadOnlyList<string> ReferenceTargets(JsonElement element)
    {
        var targets = Types(element)
            .Where(t => t.TryGetProperty("targetProfile", out _))
            .SelectMany(t => t.GetProperty("targetProfile").EnumerateArray())
            .Select(p => p.GetString()!)
            .Select(p => p[(p.LastIndexOf('/') + 1)..])
            .Distinct()
            .ToList();
        return targets.Contains("Resource") ? [] : targets;
    }

    private static string TypeName(JsonElement element, JsonElement type)
    {
        var code = type.GetProperty("code").GetString()!;
        if (!code.StartsWith(SystemTypes, StringComparison.Ordinal))
            return code;
        // The snapshots call the id of a resource a string; https://hl7.org/fhir/R4/resource.html#id makes it an id.
        if (IsResourceId(element))
            return "id";
        if (!type.TryGetProperty("extension", out var extensions))
            return "string";
        return extensions.EnumerateArray()
            .First(e => e.GetProperty("url").GetString() == FhirType)
            .GetProperty("valueUrl").GetString()!;
    }

    private static bool IsResourceId(JsonElement element) =>
        element.GetProperty("base").GetProperty("path").GetString() == "Resource.id";

    private static IEnumerable<JsonElement> Types(JsonElement element) =>
        element.TryGetProperty("type", out var types) ? types.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static bool Is(JsonElement element, string flag) =>
        element.TryGetProperty(flag, out var value) && value.GetBoolean();
}
