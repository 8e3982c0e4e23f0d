using System.Text.Json;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Search.Execution;

/// <summary>The items of Lists, https://hl7.org/fhir/R4/search.html#list: what an entry refers to on this server, unless it is marked as deleted.</summary>
internal sealed class ListItems(RowFinder finder)
{
    /// <summary>The keys of the items, as the Lists stand at the reading's moment.</summary>
    public async Task<HasKey> ResolveAsync(MemberOfList member, Reading reading)
    {
        var lists = await finder.AllAsync(new SearchScope(["List"], AllTypes: false), new HasKey(member.Name, member.Lists), 0, reading);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (_, json) in finder.Content.EachAsync(lists, reading))
            AddItems(json, keys);
        return new HasKey(member.Name, [.. keys]);
    }

    private static void AddItems(ReadOnlyMemory<byte> json, HashSet<string> keys)
    {
        using var list = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        if (!list.RootElement.TryGetProperty("entry", out var entries))
            return;
        foreach (var entry in entries.EnumerateArray())
        {
            bool deleted = entry.TryGetProperty("deleted", out var mark) && mark.ValueKind == JsonValueKind.True;
            if (!deleted && entry.TryGetProperty("item", out var item) && item.TryGetProperty("reference", out var reference)
                && reference.GetString()!.Split('/') is [var type, var id, ..])
            {
                keys.Add($"{type}/{id}");
            }
        }
    }
}
