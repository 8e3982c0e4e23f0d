using System.Text.Json;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Installation;

/// <summary>The examples of a pack, kept to be shown.</summary>
internal static class PackExamples
{
    // People read them: what is larger shows nothing. All are written with their pack, in one transaction.
    private const int MaxBytes = 512 * 1024;
    private const long MaxBytesOfAll = 8 * 1024 * 1024;

    public static IReadOnlyList<PackExampleDocument> Of(Pack pack)
    {
        var documents = new List<PackExampleDocument>();
        long left = MaxBytesOfAll;
        foreach (var file in pack.Examples.Where(e => e.Json.Length <= MaxBytes))
        {
            using var json = JsonDocument.Parse(file.Json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
            var profiles = json.RootElement.Member("meta")?.Texts("profile") ?? [];
            if (profiles.Count == 0 || file.Json.Length > left)
                continue;
            left -= file.Json.Length;
            string name = Path.GetFileNameWithoutExtension(file.Path);
            documents.Add(new PackExampleDocument { Id = $"{pack.Name}/{name}", Pack = pack.Name, Name = name, Profiles = profiles, Json = file.Json.ToArray() });
        }

        return [.. documents.DistinctBy(d => d.Id)];
    }
}
