using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Maps;

/// <summary>Looks codes up in concept maps, from source to target or back.</summary>
/// <param name="snapshot">Where further maps are found.</param>
/// <param name="isReverse">From target to source.</param>
/// <param name="targetSystem">Only translations into this code system; null for any.</param>
/// <param name="dependencies">What holds beside.</param>
internal sealed class ConceptTranslator(TermSnapshot snapshot, bool isReverse, string? targetSystem, IReadOnlyList<(string Element, Coded Concept)> dependencies)
{
    private const int MaxMaps = 16;

    public async ValueTask<IReadOnlyList<MapMatch>> TranslateAsync(MapDefinition map, Coded coding, CancellationToken cancellationToken)
    {
        var matches = new List<MapMatch>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        await AddAsync(matches, map, coding, asked, cancellationToken);
        return matches;
    }

    private async ValueTask AddAsync(List<MapMatch> matches, MapDefinition map, Coded coding, HashSet<string> asked, CancellationToken cancellationToken)
    {
        // Maps may refer to each other.
        if (asked.Count >= MaxMaps || !asked.Add(map.Canonical ?? ""))
            return;
        foreach (var group in map.Groups)
        {
            var (from, to) = isReverse ? (group.Target, group.Source) : (group.Source, group.Target);
            if ((coding.System is not null && from is not null && from != coding.System) || (targetSystem is not null && to is not null && to != targetSystem))
                continue;
            if (coding.Version is { } version && (isReverse ? group.TargetVersion : group.SourceVersion) is { } known && known != version)
                continue;
            var found = isReverse ? Back(map, group, coding.Code!) : Forth(map, group, coding.Code!);
            if (found.Count > 0)
                matches.AddRange(found);
            else if (!isReverse)
                await AddUnmappedAsync(matches, map, group, coding, asked, cancellationToken);
        }
    }

    private List<MapMatch> Forth(MapDefinition map, MapGroup group, string code) =>
    [
        .. group.Targets[code].Where(t => Holds(t.DependsOn)).Select(t => new MapMatch(
            t.Equivalence, t.Code is null ? null : new Coded(group.Target, group.TargetVersion, t.Code, t.Display), t.Products, map.Canonical)),
    ];

    private List<MapMatch> Back(MapDefinition map, MapGroup group, string code) =>
    [
        .. group.Targets.SelectMany(g => g).Where(t => t.Code == code && Holds(t.DependsOn)).Select(t => new MapMatch(
            Reversed(t.Equivalence), new Coded(group.Source, group.SourceVersion, t.SourceCode, t.SourceDisplay), [], map.Canonical)),
    ];

    /// <summary>https://hl7.org/fhir/R4/valueset-conceptmap-unmapped-mode.html</summary>
    private async ValueTask AddUnmappedAsync(
        List<MapMatch> matches, MapDefinition map, MapGroup group, Coded coding, HashSet<string> asked, CancellationToken cancellationToken)
    {
        switch (group.UnmappedMode)
        {
            case "provided":
                matches.Add(new MapMatch("equal", new Coded(group.Target, group.TargetVersion, coding.Code, coding.Display), [], map.Canonical));
                break;
            case "fixed":
                matches.Add(new MapMatch("relatedto", new Coded(group.Target, group.TargetVersion, group.UnmappedCode, group.UnmappedDisplay), [], map.Canonical));
                break;
            case "other-map" when group.OtherMap is { } canonical:
                var (url, version) = Validation.Canonical.Parse(canonical);
                if (snapshot.Find(TermTypes.ConceptMap, url, version) is { } entry)
                    await AddAsync(matches, await DefinitionAsync(entry, cancellationToken), coding, asked, cancellationToken);
                break;
        }
    }

    public static ValueTask<MapDefinition> DefinitionAsync(TermEntry entry, CancellationToken cancellationToken) =>
        entry.MadeAsync(entry.Fingerprint, (json, _) => ValueTask.FromResult(MapDefinition.Read(json)), cancellationToken);

    private bool Holds(IReadOnlyList<MapElement> dependsOn) => dependsOn.All(d =>
        dependencies.Any(g => g.Element == d.Property && g.Concept.Code == d.Value && (d.System is null || g.Concept.System is null || d.System == g.Concept.System)));

    /// <summary>https://hl7.org/fhir/R4/valueset-concept-map-equivalence.html: what is wider from one side is narrower from the other.</summary>
    private static string Reversed(string equivalence) => equivalence switch
    {
        "wider" => "narrower",
        "narrower" => "wider",
        "subsumes" => "specializes",
        "specializes" => "subsumes",
        _ => equivalence,
    };
}
