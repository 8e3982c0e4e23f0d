using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Maps;
using FhirHub.Engine.Terminology.Messages;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>https://hl7.org/fhir/R4/conceptmap-operation-translate.html</summary>
internal static class TranslateOperation
{
    public const string Path = "ConceptMap/$translate";

    public static async ValueTask<ReadOnlyMemory<byte>> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var given = scope.Arguments;
        var codes = scope.Codes("version", "system");
        if (codes.Any(c => c.System is null))
            throw FhirException.Invalid("parameter-required", "The system of the code is required.");
        bool isReverse = given.Flag("reverse") ?? false;
        var maps = await MapsAsync(scope, isReverse, cancellationToken);
        var translator = new ConceptTranslator(scope.Snapshot, isReverse, given.Text("targetsystem"), Dependencies(given));
        var matches = new List<MapMatch>();
        foreach (var map in maps)
        {
            foreach (var coding in codes)
                matches.AddRange(await translator.TranslateAsync(map, coding, cancellationToken));
        }

        return ResultJson.Parameters(json => Write(json, [.. matches.Distinct()], maps.Count, codes));
    }

    /// <summary>The map that is named; else all between the value sets and systems that are.</summary>
    private static async ValueTask<IReadOnlyList<MapDefinition>> MapsAsync(OperationScope scope, bool isReverse, CancellationToken cancellationToken)
    {
        var given = scope.Arguments;
        string? source = given.Text(isReverse ? "target" : "source");
        string? target = given.Text(isReverse ? "source" : "target");
        var named = await NamedAsync(scope, cancellationToken);
        if (named is not null)
        {
            RequireSame(named.Source, source, "source");
            RequireSame(named.Target, target, "target");
            return [named];
        }

        if (source is null && target is null && !given.Has("targetsystem"))
            throw FhirException.Invalid("parameter-required", "Which map is meant? Give 'url', 'conceptMap', 'source', 'target' or 'targetsystem'.");
        var maps = new List<MapDefinition>();
        foreach (var entry in scope.Snapshot.Of(TermTypes.ConceptMap).Where(e => e.Status != "retired"))
        {
            var map = await ConceptTranslator.DefinitionAsync(entry, cancellationToken);
            if (IsSame(map.Source, source) && IsSame(map.Target, target))
                maps.Add(map);
        }

        return maps;
    }

    private static async ValueTask<MapDefinition?> NamedAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var given = scope.Arguments;
        int ways = (scope.Entry is null ? 0 : 1) + (given.Has("url") ? 1 : 0) + (given.Has("conceptMap") ? 1 : 0);
        if (ways > 1)
            throw FhirException.Invalid("parameter-conflict", "The map is named in one way: by the path, 'url' or 'conceptMap'.");
        if (scope.Entry is { } own)
        {
            OperationScope.RequireVersion("the concept map in the path", own.Version, given.Text("conceptMapVersion"));
            return await ConceptTranslator.DefinitionAsync(own, cancellationToken);
        }

        if (given.Resource("conceptMap", TermTypes.ConceptMap) is { } resource)
        {
            var map = MapDefinition.Read(resource);
            OperationScope.RequireVersion("the concept map given", map.Version, given.Text("conceptMapVersion"));
            return map;
        }

        if (!given.Has("url"))
        {
            return given.Has("conceptMapVersion")
                ? throw FhirException.Invalid("parameter-conflict", "'conceptMapVersion' goes with a concept map that is named.")
                : null;
        }

        string canonical = scope.Canonical("url", "conceptMapVersion");
        var (url, version) = Validation.Canonical.Parse(canonical);
        return scope.Snapshot.Find(TermTypes.ConceptMap, url, version) is { } entry
            ? await ConceptTranslator.DefinitionAsync(entry, cancellationToken)
            : throw FhirException.NotFound("concept-map-unknown", $"The concept map {canonical} is not known here.");
    }

    private static void RequireSame(string? known, string? asked, string what)
    {
        if (known is not null && !IsSame(known, asked))
            throw FhirException.Unprocessable("business-rule", "concept-map-differs", $"The {what} of the map is {known}, not {asked}.");
    }

    private static bool IsSame(string? known, string? asked) =>
        asked is null || (known is not null && Validation.Canonical.Parse(known).Url == Validation.Canonical.Parse(asked).Url);

    private static List<(string Element, Coded Concept)> Dependencies(OperationArguments given)
    {
        var found = new List<(string, Coded)>();
        foreach (var argument in given.Given.Where(g => g.Name == "dependency"))
        {
            if (argument.Value.ValueKind != JsonValueKind.Array)
                throw FhirException.Invalid("parameter-invalid", "A dependency has the parts 'element' and 'concept'.", argument.Path);
            JsonElement[] parts = [.. argument.Value.EnumerateArray()];
            string? element = parts.Where(p => p.Text("name") == "element").Select(p => p.Text("valueUri")).FirstOrDefault();
            var concept = parts.Where(p => p.Text("name") == "concept").Select(p => p.Member("valueCodeableConcept")).FirstOrDefault();
            if (element is null || concept is null)
                throw FhirException.Invalid("parameter-invalid", "A dependency has the parts 'element' (valueUri) and 'concept' (valueCodeableConcept).", argument.Path);
            found.AddRange(concept.Value.List("coding").Select(c => (element, ConceptReader.ReadCoding(c))));
        }

        return found;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<MapMatch> matches, int maps, IReadOnlyList<Coded> codes)
    {
        bool isTranslated = matches.Any(m => m.IsTranslation);
        json.Parameter("result", isTranslated);
        if (!isTranslated)
        {
            string asked = string.Join(", ", codes.Select(Codes.CodeChecker.Show));
            json.Parameter("message", "valueString", TermTexts.Of(
                maps == 0 ? "No concept map leads there." : matches.Count > 0 ? $"{asked}: the map says that there is no translation." : $"{asked} is not mapped."));
        }

        foreach (var match in matches)
        {
            json.Parts("match", () =>
            {
                json.Parameter("equivalence", "valueCode", match.Equivalence);
                if (match.Concept is { } concept)
                    json.Parameter("concept", concept);
                foreach (var product in match.Products)
                {
                    json.Parts("product", () =>
                    {
                        json.Parameter("element", "valueUri", product.Property);
                        json.Parameter("concept", new Coded(product.System, null, product.Value, product.Display));
                    });
                }

                json.Parameter("source", "valueUri", match.Source);
            });
        }
    }
}
