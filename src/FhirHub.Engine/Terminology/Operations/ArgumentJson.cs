using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>An argument as an item of Parameters.parameter.</summary>
internal static class ArgumentJson
{
    private static readonly string[] Uris = ["url", "system", "source", "target", "targetsystem", "context"];
    private static readonly string[] Codes = ["code", "codeA", "codeB", "displayLanguage", "contextDirection", "property"];
    private static readonly string[] Canonicals = ["exclude-system", "system-version", "check-system-version", "force-system-version"];
    private static readonly string[] Flags = ["activeOnly", "includeDesignations", "includeDefinition", "excludeNested", "excludeNotForUI", "excludePostCoordinated", "abstract", "reverse"];
    private static readonly string[] Numbers = ["offset", "count"];

    public static void Write(Utf8JsonWriter json, OperationArgument argument)
    {
        json.WriteStartObject();
        json.WriteString("name", argument.Name);
        json.WritePropertyName(MemberOf(argument));
        // In a URL, everything is text.
        string? text = argument.Value.ValueKind == JsonValueKind.String ? argument.Value.GetString() : null;
        if (text is not null && Flags.Contains(argument.Name) && bool.TryParse(text, out bool flag))
            json.WriteBooleanValue(flag);
        else if (text is not null && Numbers.Contains(argument.Name) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            json.WriteNumberValue(number);
        else
            argument.Value.WriteTo(json);
        json.WriteEndObject();
    }

    private static string MemberOf(OperationArgument argument) => argument.Name switch
    {
        _ when argument.Value.ValueKind == JsonValueKind.Array => "part",
        _ when argument.Value.Text("resourceType") is not null => "resource",
        "coding" or "codingA" or "codingB" or "concept" => "valueCoding",
        "codeableConcept" => "valueCodeableConcept",
        "date" => "valueDateTime",
        var name when Uris.Contains(name) => "valueUri",
        var name when Codes.Contains(name) => "valueCode",
        var name when Canonicals.Contains(name) => "valueCanonical",
        var name when Flags.Contains(name) => "valueBoolean",
        var name when Numbers.Contains(name) => "valueInteger",
        _ => "valueString",
    };
}
