using System.Collections.Concurrent;
using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Codes;

/// <summary>
/// A code system of the definitions at hand with its hierarchy, https://hl7.org/fhir/R4/codesystem.html#hierachy: concepts within
/// concepts, and the properties <c>parent</c> and <c>subsumedBy</c>. Immutable; safe for all threads.
/// </summary>
internal sealed class CodeTree
{
    private static readonly ConcurrentDictionary<string, CodeTree?> Known = new(StringComparer.Ordinal);

    private readonly List<string> _codes = [];
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _parents = new(StringComparer.Ordinal);

    private CodeTree(JsonElement system)
    {
        IsComplete = system.GetProperty("content").GetString() == "complete";
        Read(system, null);
    }

    /// <summary>Whether all its codes are known.</summary>
    public bool IsComplete { get; }

    /// <summary>In the order of the definition.</summary>
    public IReadOnlyList<string> Codes => _codes;

    /// <summary>A code system by its URL; null when it is not at hand.</summary>
    public static CodeTree? Of(string system) => Known.TryGetValue(system, out var known) ? known : Load(system);

    public bool Contains(string code) => _children.ContainsKey(code);

    /// <summary>The code and all below it; empty for a code that is not of the system.</summary>
    public IReadOnlyCollection<string> Below(string code) => Reach(code, _children);

    /// <summary>The code and all above it; empty for a code that is not of the system.</summary>
    public IReadOnlyCollection<string> Above(string code) => Reach(code, _parents);

    // What is not defined is not remembered: anyone can ask for anything.
    private static CodeTree? Load(string system)
    {
        if (FhirDefinitions.Find("CodeSystem", system) is not { } definition)
            return null;
        using var json = JsonDocument.Parse(FhirDefinitions.Read(definition));
        var tree = new CodeTree(json.RootElement);
        Known[system] = tree;
        return tree;
    }

    private void Read(JsonElement parent, string? above)
    {
        if (!parent.TryGetProperty("concept", out var concepts))
            return;
        foreach (var concept in concepts.EnumerateArray())
        {
            var code = concept.GetProperty("code").GetString()!;
            _codes.Add(code);
            _children.TryAdd(code, []);
            if (above is not null)
                Relate(above, code);
            foreach (var broader in Broader(concept))
                Relate(broader, code);
            Read(concept, code);
        }
    }

    private static IEnumerable<string> Broader(JsonElement concept) => concept.TryGetProperty("property", out var properties)
        ? properties.EnumerateArray()
            .Where(p => p.GetProperty("code").GetString() is "subsumedBy" or "parent" && p.TryGetProperty("valueCode", out _))
            .Select(p => p.GetProperty("valueCode").GetString()!)
        : [];

    private void Relate(string above, string below)
    {
        Add(_children, above, below);
        Add(_parents, below, above);
    }

    private static void Add(Dictionary<string, List<string>> to, string key, string code)
    {
        if (!to.TryGetValue(key, out var codes))
            to[key] = codes = [];
        if (!codes.Contains(code))
            codes.Add(code);
    }

    private HashSet<string> Reach(string code, Dictionary<string, List<string>> relation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (!Contains(code))
            return found;
        var open = new Stack<string>([code]);
        while (open.TryPop(out var next))
            if (found.Add(next) && relation.TryGetValue(next, out var further))
                foreach (var related in further)
                    open.Push(related);
        return found;
    }
}
