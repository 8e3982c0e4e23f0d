using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>https://hl7.org/fhir/R4/codesystem-operation-lookup.html</summary>
internal static class LookupOperation
{
    public const string Path = "CodeSystem/$lookup";

    /// <summary>Children of a heading may be thousands.</summary>
    private const int MostChildren = 1000;

    private static readonly string[] Flags = ["inactive", "notSelectable"];
    private static readonly string[] Explicit = ["url", "name", "version", "display", "designation", "definition", "parent", "child", "inactive", "notSelectable"];

    public static async ValueTask<ReadOnlyMemory<byte>> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var given = scope.Arguments;
        scope.RequirePresent();
        given.RequireOneOf("code", "coding");
        var coding = given.Coding("coding") ?? new Coded(given.Text("system"), given.Text("version"), given.Text("code"), null);
        if (given.Has("coding") && (given.Has("system") || given.Has("version")))
            throw FhirException.Invalid("parameter-conflict", "A coding has its own system and version.");
        if (coding.System is not { } system)
            throw FhirException.Invalid("parameter-required", "The system of the code is required.");
        var source = await scope.CodeSystemAsync(system, coding.Version, cancellationToken);
        var concept = await source.FindAsync(coding.Code!, cancellationToken)
            ?? throw (source.Head.IsComplete
                ? FhirException.NotFound("code-unknown", $"The code '{coding.Code}' is not in the code system {system}.")
                : TermFaults.SystemIncomplete(system, source.Head.Content));
        var wanted = given.Texts("property");
        var children = IsWanted(wanted, "child") ? await ChildrenAsync(source, concept, cancellationToken) : [];
        return ResultJson.Parameters(json => Write(json, source.Head, concept, children, wanted, scope.Languages));
    }

    private static async ValueTask<IReadOnlyList<Concept>> ChildrenAsync(IConceptSource source, Concept concept, CancellationToken cancellationToken)
    {
        var query = new ConceptQuery([new ConceptCondition.HasValue("parent", new HashSet<string>([concept.Code], source.Head.Comparer))]);
        var children = new List<Concept>();
        await foreach (var child in source.ReadAsync(query, 0, MostChildren, cancellationToken))
            children.Add(child);
        return children;
    }

    /// <summary>Everything where nothing is named.</summary>
    private static bool IsWanted(IReadOnlyList<string> wanted, string property) => wanted.Count == 0 || wanted.Contains(property) || wanted.Contains("*");

    private static void Write(
        Utf8JsonWriter json, CodeSystemHead head, Concept concept, IReadOnlyList<Concept> children, IReadOnlyList<string> wanted, IReadOnlyList<string> languages)
    {
        json.Parameter("name", "valueString", head.Title ?? head.Name ?? head.Url);
        json.Parameter("version", "valueString", head.Version);
        json.Parameter("display", "valueString", Displays.Of(concept, head.Language, languages) ?? concept.Code);
        string[] named = [.. wanted.Where(w => w.StartsWith("lang.", StringComparison.Ordinal)).Select(w => w[5..])];
        foreach (var designation in concept.Designations.Where(d => IsWanted(wanted, "designation") || named.Any(l => Displays.IsOf(d.Language, l))))
            WriteDesignation(json, designation);
        if (IsWanted(wanted, "definition") && concept.Definition is { } definition)
            WriteProperty(json, new ConceptProperty("definition", "string", definition), null);
        foreach (string flag in Flags.Where(f => wanted.Contains(f) || (IsWanted(wanted, f) && PropertyValues.Of(concept, f).Contains("true"))))
            WriteProperty(json, ConceptFacts.Of(concept, flag).Single(), null);
        if (IsWanted(wanted, "parent"))
        {
            foreach (string parent in concept.Parents)
                WriteProperty(json, new ConceptProperty("parent", "code", parent), null);
        }

        foreach (var child in children)
            WriteProperty(json, new ConceptProperty("child", "code", child.Code), Displays.Of(child, head.Language, languages));
        foreach (var property in concept.Properties.Where(p => !Explicit.Contains(p.Code) && IsWanted(wanted, p.Code)))
            WriteProperty(json, property, property.Coding?.Display);
    }

    private static void WriteDesignation(Utf8JsonWriter json, Designation designation) => json.Parts("designation", () =>
    {
        json.Parameter("language", "valueCode", designation.Language);
        if (designation.Use is { } use)
            json.Parameter("use", use);
        json.Parameter("value", "valueString", designation.Value);
    });

    private static void WriteProperty(Utf8JsonWriter json, ConceptProperty property, string? description) => json.Parts("property", () =>
    {
        json.Parameter("code", "valueCode", property.Code);
        json.WriteStartObject();
        json.WriteString("name", "value");
        json.Value(property);
        json.WriteEndObject();
        json.Parameter("description", "valueString", description);
    });
}
