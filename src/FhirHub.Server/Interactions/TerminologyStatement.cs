using System.Text.Json;
using FhirHub.Engine.Terminology;

namespace FhirHub.Server.Interactions;

/// <summary>What the terminology service knows and offers, https://hl7.org/fhir/R4/terminologycapabilities.html.</summary>
internal sealed class TerminologyStatement(TerminologyService terminology)
{
    private static readonly (string Name, string Documentation)[] ExpansionParameters =
    [
        ("filter", "Words that begin the code, a word of a name, or the pinyin of a Chinese name, in full or as initials; all must be found."),
        ("offset", "From 0."),
        ("count", "0 counts only."),
        ("displayLanguage", "BCP 47; zh takes zh-CN as well."),
        ("activeOnly", "Leaves out inactive codes."),
        ("includeDesignations", "All names."),
        ("designation", "Names of a language or use."),
        ("includeDefinition", "Repeats what the value set is made of."),
        ("excludeNested", "false nests codes, where neither pages nor a filter are asked for; the default is a flat list."),
        ("excludeNotForUI", "Leaves out abstract codes."),
        ("property", "Properties of the codes, as extensions."),
        ("system-version", "For systems whose version the value set leaves open."),
        ("check-system-version", "Refuses another version."),
        ("force-system-version", "Instead of the value set's."),
        ("exclude-system", "Leaves out a code system."),
    ];

    public void Write(Utf8JsonWriter json)
    {
        json.WriteBoolean("lockedDate", false);
        json.WriteStartArray("codeSystem");
        foreach (var system in terminology.Systems)
            Write(json, system);
        json.WriteEndArray();
        WriteExpansion(json);
        json.WriteString("codeSearch", "explicit");
        WriteFlag(json, "validateCode", "translations", false);
        WriteFlag(json, "translation", "needsMap", true);
        WriteFlag(json, "closure", "translation", false);
    }

    private static void Write(Utf8JsonWriter json, KnownSystem system)
    {
        json.WriteStartObject();
        json.WriteString("uri", system.Url);
        if (system.Versions.Count > 0)
        {
            json.WriteStartArray("version");
            for (int i = 0; i < system.Versions.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("code", system.Versions[i]);
                json.WriteBoolean("isDefault", i == 0);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteBoolean("subsumption", true);
        json.WriteEndObject();
    }

    private static void WriteExpansion(Utf8JsonWriter json)
    {
        json.WriteStartObject("expansion");
        json.WriteBoolean("hierarchical", true);
        json.WriteBoolean("paging", true);
        json.WriteBoolean("incomplete", true);
        json.WriteStartArray("parameter");
        foreach (var (name, documentation) in ExpansionParameters)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("documentation", documentation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("textFilter", ExpansionParameters[0].Documentation);
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, string member, bool value)
    {
        json.WriteStartObject(name);
        json.WriteBoolean(member, value);
        json.WriteEndObject();
    }
}
