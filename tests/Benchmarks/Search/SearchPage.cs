using System.Text.Json;

namespace FhirHub.Benchmarks.Search;

/// <summary>What a search Bundle holds.</summary>
/// <param name="Matches">Keys in order.</param>
/// <param name="Included">Keys.</param>
/// <param name="Next">Link to the next page; null on the last.</param>
internal sealed record SearchPage(IReadOnlyList<string> Matches, IReadOnlyList<string> Included, long? Total, string? Next)
{
    public static SearchPage Read(JsonElement bundle)
    {
        List<string> matches = [];
        List<string> included = [];
        foreach (var entry in Items(bundle, "entry"))
        {
            string mode = entry.GetProperty("search").GetProperty("mode").GetString()!;
            if (mode == "outcome")
                continue;
            var resource = entry.GetProperty("resource");
            (mode == "match" ? matches : included).Add($"{resource.GetProperty("resourceType").GetString()}/{resource.GetProperty("id").GetString()}");
        }

        string? next = Items(bundle, "link").Where(l => l.GetProperty("relation").GetString() == "next").Select(l => l.GetProperty("url").GetString()).FirstOrDefault();
        return new SearchPage(matches, included, bundle.TryGetProperty("total", out var total) ? total.GetInt64() : null, next);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement bundle, string member) =>
        bundle.TryGetProperty(member, out var list) ? list.EnumerateArray() : default;
}
