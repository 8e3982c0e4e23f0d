using System.Text.Json;
using FhirHub.Engine.Packs;

namespace FhirHub.Regional.Policies;

/// <summary>Holds the policy of a pack against the schema, and against those that are installed: which one governs must be plain.</summary>
public sealed class PolicyCheck : IPackCheck
{
    // A pack that says what writes are held against, and nothing else, is no policy of a region.
    private static readonly string[] OfAPolicy = ["divisions", "seed", "parameters", "targets"];

    public IReadOnlyList<string> Faults(Pack pack, IReadOnlyList<InstalledPack> others) => Faults(pack.Policy, others);

    public IReadOnlyList<string> Faults(InstalledPack pack, IReadOnlyList<InstalledPack> others) => Faults(pack.Policy, others);

    private static IReadOnlyList<string> Faults(string? text, IReadOnlyList<InstalledPack> others)
    {
        if (text is null)
            return [];
        try
        {
            using var json = JsonDocument.Parse(text);
            var policy = json.RootElement;
            if (policy.ValueKind == JsonValueKind.Object && !OfAPolicy.Any(m => policy.TryGetProperty(m, out _)))
                return [];
            var faults = PolicySchema.Known.Faults(policy);
            return faults.Count > 0
                ? [.. faults.Select(f => $"policy.json: {f.TrimStart()}.")]
                : [.. Sources(policy), .. Rivals(PolicyDocument.Read(text)!, others)];
        }
        catch (JsonException e)
        {
            return [$"policy.json is not JSON: {e.Message}"];
        }
    }

    /// <summary>A value is a default, or from the document that the policy names.</summary>
    private static IEnumerable<string> Sources(JsonElement policy)
    {
        string? own = policy.GetProperty("seed") is { ValueKind: JsonValueKind.Object } seed ? seed.GetProperty("key").GetString() : null;
        return from section in policy.GetProperty("parameters").EnumerateObject()
               from parameter in section.Value.EnumerateObject()
               let source = parameter.Value.GetProperty("source")
               where source.ValueKind == JsonValueKind.Object
               let key = source.GetProperty("seed").GetString()
               where key != own
               select $"policy.json: /parameters/{section.Name}/{parameter.Name} is from {key}, and the policy's own document is {own ?? "none"}.";
    }

    private static IEnumerable<string> Rivals(PolicyDocument policy, IReadOnlyList<InstalledPack> others)
    {
        foreach (var other in others)
        {
            if (other.Policy is not { } text || PolicyDocument.Read(text) is not { } there)
                continue;
            if (there.Pack == policy.Pack)
                yield return $"policy.json: the name {policy.Pack} is that of {other.Name}, which is installed.";
            foreach (string division in policy.Divisions.Intersect(there.Divisions, StringComparer.Ordinal))
                yield return $"policy.json: the division {division} is governed by {there.Pack} of {other.Name}, which is installed: nobody could say which of the two governs.";
        }
    }
}
