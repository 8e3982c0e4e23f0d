using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>Writes an expansion, https://hl7.org/fhir/R4/valueset-definitions.html#ValueSet.expansion.</summary>
internal sealed class ExpansionWriter(OperationArguments given, ExpansionRequest request, SetDefinition set, Expansion expansion, DateTimeOffset now)
{
    private const string Unclosed = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed";
    private const string PropertyExtension = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.contains.property";
    /// <summary>Levels of nested codes that readers of JSON take.</summary>
    private const int Deepest = 100;

    private static readonly string[] NotOfDefinition = ["resourceType", "id", "meta", "text", "contained", "expansion"];

    private readonly IReadOnlyList<string> _designations = given.Texts("designation");
    private readonly bool _allDesignations = given.Flag("includeDesignations") == true && !given.Has("designation");
    private readonly IReadOnlyList<string> _properties = given.Texts("property");

    /// <param name="definition">The value set to repeat whole; null to repeat only what names it.</param>
    public ReadOnlyMemory<byte> Write(JsonElement? definition) => ResultJson.Resource("ValueSet", json =>
    {
        WriteHead(json, definition);
        json.WriteStartObject("expansion");
        if (expansion.IsUnclosed)
            WriteUnclosed(json);
        json.WriteString("identifier", $"urn:uuid:{Guid.CreateVersion7(now)}");
        json.WriteString("timestamp", now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        if (expansion.Total is { } total)
            json.WriteNumber("total", total);
        if (given.Has("offset") || given.Has("count"))
            json.WriteNumber("offset", request.Offset);
        WriteParameters(json);
        WriteContains(json, request.Nested ? TreeOf(expansion.Items) : [.. expansion.Items.Select(i => new ExpansionTree(i, []))]);
        json.WriteEndObject();
    });

    private static IReadOnlyList<ExpansionTree> TreeOf(IReadOnlyList<SetItem> items)
    {
        var tree = ExpansionTree.Of(items);
        return ExpansionTree.Depth(tree) <= Deepest
            ? tree
            : throw TermFaults.TooCostly($"The codes nest deeper than {Deepest} levels: leave out excludeNested=false, and they come as a list.");
    }

    private void WriteHead(Utf8JsonWriter json, JsonElement? definition)
    {
        using var head = definition is null ? JsonDocument.Parse(set.Head, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest }) : null;
        bool hasStatus = false;
        foreach (var member in (definition ?? head!.RootElement).EnumerateObject().Where(m => !NotOfDefinition.Contains(m.Name)))
        {
            member.WriteTo(json);
            hasStatus |= member.Name == "status";
        }

        if (!hasStatus)
        {
            json.Text("url", set.Url);
            json.WriteString("status", "active");
        }
    }

    private static void WriteUnclosed(Utf8JsonWriter json)
    {
        json.WriteStartArray("extension");
        json.WriteStartObject();
        json.WriteString("url", Unclosed);
        json.WriteBoolean("valueBoolean", true);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>All that the list of codes depends on.</summary>
    private void WriteParameters(Utf8JsonWriter json)
    {
        OperationArgument[] told = [.. given.Given.Where(g => g.Name is not ("url" or "valueSet" or "valueSetVersion" or "context" or "contextDirection" or "_format" or "_pretty" or "_summary" or "_elements"))];
        bool isLanguageLiked = request.Languages.Count > 0 && !given.Has("displayLanguage");
        if (told.Length == 0 && expansion.Systems.Count == 0 && !isLanguageLiked)
            return;
        json.WriteStartArray("parameter");
        foreach (var argument in told)
        {
            if (argument.Name is "property" or "designation" or "exclude-system" or "system-version" or "check-system-version" or "force-system-version")
                json.Parameter(argument.Name, "valueString", argument.Value.ValueKind == JsonValueKind.String ? argument.Value.GetString() : argument.Value.GetRawText());
            else
                ArgumentJson.Write(json, argument);
        }

        if (isLanguageLiked)
            json.Parameter("displayLanguage", "valueCode", string.Join(',', request.Languages));
        foreach (var system in expansion.Systems)
            json.Parameter("version", "valueUri", system.Version is null ? system.Url : $"{system.Url}|{system.Version}");
        json.WriteEndArray();
    }

    private void WriteContains(Utf8JsonWriter json, IReadOnlyList<ExpansionTree> nodes)
    {
        if (nodes.Count == 0)
            return;
        json.WriteStartArray("contains");
        foreach (var node in nodes)
        {
            json.WriteStartObject();
            WriteItem(json, node.Item);
            WriteContains(json, node.Below);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteItem(Utf8JsonWriter json, SetItem item)
    {
        var concept = item.Concept;
        WriteProperties(json, concept);
        json.WriteString("system", item.System);
        if (concept.IsAbstract)
            json.WriteBoolean("abstract", true);
        if (concept.IsInactive)
            json.WriteBoolean("inactive", true);
        json.Text("version", item.Version);
        json.WriteString("code", concept.Code);
        string? display = Displays.Of(concept, item.Head?.Language, request.Languages);
        json.Text("display", display);
        WriteDesignations(json, concept, item.Head?.Language, display);
    }

    private void WriteDesignations(Utf8JsonWriter json, Concept concept, string? ownLanguage, string? shown)
    {
        if (!_allDesignations && _designations.Count == 0)
            return;
        var all = concept.Designations.ToList();
        // In another language the preferred name would be lost.
        if (concept.Display is { } own && own != shown)
            all.Insert(0, new Designation(ownLanguage, null, own));
        Designation[] wanted = [.. all.Where(d => _allDesignations || _designations.Any(w => IsWanted(d, w)))];
        if (wanted.Length == 0)
            return;
        json.WriteStartArray("designation");
        foreach (var designation in wanted)
        {
            json.WriteStartObject();
            json.Text("language", designation.Language);
            if (designation.Use is { } use)
                json.Coding("use", use);
            json.WriteString("value", designation.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A token names a language, by its own system or alone, or a use.</summary>
    private static bool IsWanted(Designation designation, string token)
    {
        int bar = token.IndexOf('|', StringComparison.Ordinal);
        var (system, code) = bar < 0 ? (null, token) : (token[..bar], token[(bar + 1)..]);
        bool isLanguage = system is null or "urn:ietf:bcp:47" && designation.Language is { } language && (language.Equals(code, StringComparison.OrdinalIgnoreCase) || language.StartsWith(code + "-", StringComparison.OrdinalIgnoreCase));
        return isLanguage || (designation.Use is { } use && use.Code == code && (system is null || use.System == system));
    }

    private void WriteProperties(Utf8JsonWriter json, Concept concept)
    {
        ConceptProperty[] wanted = [.. _properties.SelectMany(p => ConceptFacts.Of(concept, p))];
        if (wanted.Length == 0)
            return;
        json.WriteStartArray("extension");
        foreach (var property in wanted)
        {
            json.WriteStartObject();
            json.WriteString("url", PropertyExtension);
            json.WriteStartArray("extension");
            json.WriteStartObject();
            json.WriteString("url", "code");
            json.WriteString("valueCode", property.Code);
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("url", "value");
            json.Value(property);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
