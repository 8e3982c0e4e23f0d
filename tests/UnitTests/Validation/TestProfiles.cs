using System.Text;
using FhirHub.Engine.Validation;

namespace FhirHub.UnitTests.Validation;

/// <summary>Small definitions in JSON: profiles have a differential only.</summary>
internal static class TestProfiles
{
    public const string Base = "https://example.org/fhir";

    public static string Url(string id) => $"{Base}/StructureDefinition/{id}";

    /// <param name="elements">ElementDefinitions in JSON, in the order of the snapshot.</param>
    public static string Profile(string id, string type, params string[] elements) =>
        $$$"""
        {"resourceType":"StructureDefinition","url":"{{{Url(id)}}}","version":"1.0.0","name":"{{{id.Replace("-", "", StringComparison.Ordinal)}}}","status":"active",
        "fhirVersion":"4.0.1","kind":"{{{(char.IsLower(type[0]) ? "primitive-type" : IsDatatype(type) ? "complex-type" : "resource")}}}","abstract":false,"type":"{{{type}}}",
        "baseDefinition":"http://hl7.org/fhir/StructureDefinition/{{{type}}}","derivation":"constraint",
        "differential":{"element":[{"id":"{{{type}}}","path":"{{{type}}}"}{{{string.Concat(elements.Select(e => "," + e))}}}]}}
        """;

    /// <summary>An extension with a value, for the elements given.</summary>
    public static string Extension(string id, string valueType, bool isModifier, params string[] contexts) =>
        $$$"""
        {"resourceType":"StructureDefinition","url":"{{{Url(id)}}}","version":"1.0.0","name":"{{{id}}}","status":"active","fhirVersion":"4.0.1",
        "kind":"complex-type","abstract":false,"type":"Extension","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Extension","derivation":"constraint",
        "context":[{{{string.Join(',', contexts.Select(c => $$"""{"type":"element","expression":"{{c}}"}"""))}}}],
        "differential":{"element":[{"id":"Extension","path":"Extension"{{{(isModifier ? ",\"isModifier\":true,\"isModifierReason\":\"it does\"" : "")}}}},
        {"id":"Extension.extension","path":"Extension.extension","max":"0"},
        {"id":"Extension.url","path":"Extension.url","fixedUri":"{{{Url(id)}}}"},
        {"id":"Extension.value[x]","path":"Extension.value[x]","min":1,"type":[{"code":"{{{valueType}}}"}]}]}}
        """;

    public static string CodeSystem(string id, params string[] codes) =>
        $$$"""
        {"resourceType":"CodeSystem","url":"{{{Base}}}/CodeSystem/{{{id}}}","version":"1.0.0","status":"active","content":"complete","caseSensitive":true,
        "concept":[{{{string.Join(',', codes.Select(c => $$"""{"code":"{{c}}","display":"Display of {{c}}"}"""))}}}]}
        """;

    /// <param name="codes">None for the whole system.</param>
    public static string ValueSet(string id, string system, params string[] codes)
    {
        var concepts = codes.Length == 0 ? "" : $",\"concept\":[{string.Join(',', codes.Select(c => $"{{\"code\":\"{c}\"}}"))}]";
        return $$$"""
            {"resourceType":"ValueSet","url":"{{{Base}}}/ValueSet/{{{id}}}","status":"active",
            "compose":{"include":[{"system":"{{{system}}}"{{{concepts}}} }]}}
            """;
    }

    public static MemoryDefinitions Definitions(params string[] definitions)
    {
        var source = new MemoryDefinitions(BaseDefinitions.Instance);
        foreach (var definition in definitions)
            source.Add(Encoding.UTF8.GetBytes(definition));
        return source;
    }

    private static bool IsDatatype(string type) => FhirHub.Engine.Conformance.FhirSchema.R4.FindType(type)?.IsResource == false;
}
