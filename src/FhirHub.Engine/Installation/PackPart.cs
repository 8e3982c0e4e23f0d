using FhirHub.Engine.Packs;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Installation;

/// <summary>Definitions of a pack that are written in one transaction: few enough for one, and all SearchParameters together, which need each other.</summary>
internal static class PackPart
{
    private const int MaxResources = 100;
    private const long MaxBytes = 8 * 1024 * 1024;

    public static IEnumerable<IReadOnlyList<(PackFile File, ParsedResource Resource)>> Of(IEnumerable<(PackFile File, ParsedResource Resource)> definitions)
    {
        var parameters = definitions.Where(d => d.File.Type == "SearchParameter").ToList();
        if (parameters.Count > 0)
            yield return parameters;
        var part = new List<(PackFile, ParsedResource)>();
        long bytes = 0;
        foreach (var definition in definitions.Where(d => d.File.Type != "SearchParameter"))
        {
            int size = definition.File.Json.Length;
            if (part.Count > 0 && (part.Count == MaxResources || bytes + size > MaxBytes))
            {
                yield return part;
                (part, bytes) = ([], 0);
            }

            part.Add(definition);
            bytes += size;
        }

        if (part.Count > 0)
            yield return part;
    }
}
