using System.Text.Json;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Parsing;

namespace FhirHub.Server.Interactions;

/// <summary>What can be searched, type by type, as the CapabilityStatement says it: https://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.rest.resource.searchParam</summary>
internal sealed class SearchCapabilities(SupportedParameters supported)
{
    public void WriteOf(Utf8JsonWriter json, string type)
    {
        WriteStrings(json, "searchInclude", supported.Includes(type));
        WriteStrings(json, "searchRevInclude", supported.ReverseIncludes(type));
        WriteParameters(json, supported.For(type));
    }

    /// <summary>Those that every type has.</summary>
    public void WriteCommon(Utf8JsonWriter json) => WriteParameters(json, supported.Common());

    private static void WriteParameters(Utf8JsonWriter json, IReadOnlyList<SupportedParameter> parameters)
    {
        if (parameters.Count == 0)
            return;
        json.WriteStartArray("searchParam");
        foreach (var parameter in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Code);
            if (parameter.Url is { } url)
                json.WriteString("definition", url);
            json.WriteString("type", CodeOf(parameter.Type));
            if (parameter.Documentation is { } documentation)
                json.WriteString("documentation", documentation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>https://hl7.org/fhir/R4/valueset-search-param-type.html</summary>
    private static string CodeOf(SearchParameterType type) =>
        type == SearchParameterType.Text ? "string" : type.ToString().ToLowerInvariant();

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
