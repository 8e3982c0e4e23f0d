using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.Server.Configuration;
using FhirHub.Server.Http;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Interactions;

/// <summary>What this server offers, https://hl7.org/fhir/R4/capabilitystatement.html, from the list of routes and the options.</summary>
internal sealed class CapabilityStatement(
    Lazy<IReadOnlyList<FhirRoute>> routes, ResourceTypes types, SearchCapabilities search, TerminologyStatement terminology, ISearchParameters parameters,
    DefinitionCatalog definitions, InstalledPacks packs, IOptions<ServerOptions> options, TimeProvider time)
{
    public const string SoftwareName = "FhirHub";

    public static readonly string SoftwareVersion =
        typeof(CapabilityStatement).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    // A statement changes only with the software and its options: both are read once, at start.
    private readonly string _date = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // The last one made; nearly always the next one asked for.
    private Tuple<State, ReadOnlyMemory<byte>>? _last;

    public ReadOnlyMemory<byte> Full(string baseUrl)
    {
        var now = new State(baseUrl, parameters.Current, definitions.Revision, packs.Current);
        if (_last is { } last && last.Item1 == now)
            return last.Item2;
        var json = Write("CapabilityStatement", baseUrl, WriteRest);
        _last = Tuple.Create(now, json);
        return json;
    }

    /// <summary>https://hl7.org/fhir/R4/terminologycapabilities.html</summary>
    public ReadOnlyMemory<byte> Terminology(string baseUrl) => Write("TerminologyCapabilities", baseUrl, terminology.Write);

    private ReadOnlyMemory<byte> Write(string resourceType, string baseUrl, Action<Utf8JsonWriter> rest)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 * 1024);
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", resourceType);
            json.WriteString("url", $"{baseUrl}/metadata");
            json.WriteString("version", SoftwareVersion);
            json.WriteString("name", SoftwareName);
            json.WriteString("title", "FhirHub, an HL7 FHIR R4 server");
            json.WriteString("status", "active");
            json.WriteString("date", _date);
            json.WriteString("kind", "instance");
            json.WriteStartObject("software");
            json.WriteString("name", SoftwareName);
            json.WriteString("version", SoftwareVersion);
            json.WriteEndObject();
            json.WriteStartObject("implementation");
            json.WriteString("description", "FhirHub");
            json.WriteString("url", baseUrl);
            json.WriteEndObject();
            rest(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteRest(Utf8JsonWriter json)
    {
        WriteStrings(json, "instantiates", [.. packs.Current.SelectMany(p => p.Resources).Where(r => r.Type == "CapabilityStatement").Select(r => r.Url).OfType<string>()]);
        json.WriteString("fhirVersion", "4.0.1");
        WriteStrings(json, "format", "application/fhir+json", "application/fhir+xml", "json", "xml");
        WriteStrings(json, "patchFormat", "application/json-patch+json", "application/merge-patch+json", "application/fhir+json", "application/fhir+xml");
        json.WriteStartArray("rest");
        json.WriteStartObject();
        json.WriteString("mode", "server");
        json.WriteStartObject("security");
        json.WriteString("description", "Open: no sign-in; every caller may read and write everything.");
        json.WriteEndObject();
        json.WriteStartArray("resource");
        var profiles = definitions.All("StructureDefinition").Where(d => d is { ProfileOf: not null, IsRetired: false }).ToLookup(d => d.ProfileOf!, d => d.Canonical);
        foreach (string type in types.Names)
            WriteResource(json, type, [.. profiles[type]]);
        json.WriteEndArray();
        WriteInteractions(json, Offered(InteractionLevel.System));
        search.WriteCommon(json);
        WriteOperations(json, routes.Value.Where(r => Lists(r) && r.OfSystem));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteResource(Utf8JsonWriter json, string type, string[] profiles)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("profile", $"http://hl7.org/fhir/StructureDefinition/{type}");
        WriteStrings(json, "supportedProfile", profiles);
        WriteInteractions(json, Offered(InteractionLevel.Type));
        json.WriteString("versioning", "versioned-update");
        json.WriteBoolean("readHistory", true);
        json.WriteBoolean("updateCreate", options.Value.UpdateCreate);
        json.WriteBoolean("conditionalCreate", true);
        json.WriteString("conditionalRead", "full-support");
        json.WriteBoolean("conditionalUpdate", true);
        json.WriteString("conditionalDelete", options.Value.MaxConditionalDeletes > 1 ? "multiple" : "single");
        if (options.Value.References == ReferencePolicy.Enforced)
            WriteStrings(json, "referencePolicy", "literal", "enforced");
        else
            WriteStrings(json, "referencePolicy", "literal");
        search.WriteOf(json, type);
        WriteOperations(json, routes.Value.Where(r => Lists(r) && r.IsOf(type)));
        json.WriteEndObject();
    }

    private static bool Lists(FhirRoute route) => route is { Offered: true, Definition: not null } && route.IsListed?.Invoke() != false;

    private static void WriteOperations(Utf8JsonWriter json, IEnumerable<FhirRoute> offered)
    {
        var operations = offered.DistinctBy(o => o.Code).ToList();
        if (operations.Count == 0)
            return;
        json.WriteStartArray("operation");
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("name", operation.Code![1..]);
            json.WriteString("definition", operation.Definition);
            json.WriteString("documentation", operation.Documentation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private IEnumerable<FhirRoute> Offered(InteractionLevel level) => routes.Value.Where(r => r.Offered && r.Level == level);

    private static void WriteInteractions(Utf8JsonWriter json, IEnumerable<FhirRoute> offered)
    {
        json.WriteStartArray("interaction");
        // One route answers both kinds of Bundle.
        foreach (string code in offered.SelectMany(r => r.Code == "transaction" ? ["transaction", "batch"] : new[] { r.Code! }))
        {
            json.WriteStartObject();
            json.WriteString("code", code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        if (values.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>What the statement is made of, beside the software and its options.</summary>
    private sealed record State(string BaseUrl, SearchParameterState Parameters, long Definitions, IReadOnlyList<InstalledPack> Packs);
}
