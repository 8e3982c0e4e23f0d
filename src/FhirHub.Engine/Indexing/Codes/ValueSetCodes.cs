using System.Collections.Concurrent;
using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Codes;

/// <summary>
/// Enumerates value sets of the definitions at hand, https://hl7.org/fhir/R4/valueset.html#compositions: listed codes, whole systems,
/// parts of a hierarchy, other value sets, and what is excluded. What needs more is refused, never guessed.
/// </summary>
internal static class ValueSetCodes
{
    // Value sets may include each other.
    private const int MaxDepth = 16;

    private static readonly ConcurrentDictionary<string, IReadOnlyList<SystemCode>> Known = new(StringComparer.Ordinal);

    /// <summary>Every code of a value set.</summary>
    /// <param name="parameter">For messages.</param>
    /// <param name="canonical">URL, with or without version.</param>
    /// <exception cref="FhirException">Not supported: the value set is not at hand, or its codes cannot all be known here; the text says why.</exception>
    public static IReadOnlyList<SystemCode> Of(string parameter, string canonical)
    {
        try
        {
            return Enumerate(canonical);
        }
        catch (ValueSetException e)
        {
            throw FhirException.NotSupported("value-set-not-enumerable", $"{parameter}:in={canonical}: {e.Message}.");
        }
    }

    /// <exception cref="ValueSetException">It cannot be enumerated.</exception>
    public static IReadOnlyList<SystemCode> Enumerate(string canonical)
    {
        if (Known.TryGetValue(canonical, out var known))
            return known;
        var codes = Enumerate(canonical, MaxDepth);
        Known[canonical] = codes;
        return codes;
    }

    private static IReadOnlyList<SystemCode> Enumerate(string canonical, int depth)
    {
        if (depth == 0)
            throw new ValueSetException("the value sets it is made of nest too deep");
        var definition = FhirDefinitions.Find("ValueSet", canonical)
            ?? throw new ValueSetException($"the value set {canonical} is not among the definitions of this server");
        using var json = JsonDocument.Parse(FhirDefinitions.Read(definition));
        if (!json.RootElement.TryGetProperty("compose", out var compose) || !compose.TryGetProperty("include", out var includes))
            throw new ValueSetException($"the value set {canonical} does not say what it is made of");
        var codes = new List<SystemCode>();
        foreach (var include in includes.EnumerateArray())
            codes.AddRange(Include(include, depth));
        if (!compose.TryGetProperty("exclude", out var excludes))
            return [.. codes.Distinct()];
        var excluded = excludes.EnumerateArray().SelectMany(e => Include(e, depth)).ToHashSet();
        return [.. codes.Distinct().Where(c => !excluded.Contains(c))];
    }

    // Its parts narrow each other down: the system, and every value set named.
    private static IEnumerable<SystemCode> Include(JsonElement include, int depth)
    {
        IEnumerable<SystemCode>? codes = include.TryGetProperty("system", out var system) ? OfSystem(include, system.GetString()!) : null;
        if (include.TryGetProperty("valueSet", out var sets))
        {
            foreach (var set in sets.EnumerateArray())
            {
                var others = Enumerate(set.GetString()!, depth - 1);
                codes = codes is null ? others : codes.Intersect(others);
            }
        }
        return codes ?? throw new ValueSetException("it includes neither a code system nor a value set");
    }

    private static List<SystemCode> OfSystem(JsonElement include, string system)
    {
        if (include.TryGetProperty("concept", out var concepts))
            return [.. concepts.EnumerateArray().Select(c => new SystemCode(system, c.GetProperty("code").GetString()!))];
        if (CodeTree.Of(system) is not { IsComplete: true } tree)
            throw new ValueSetException($"the codes of {system} are not all among the definitions of this server");
        IEnumerable<string> codes = tree.Codes;
        if (include.TryGetProperty("filter", out var filters))
            foreach (var filter in filters.EnumerateArray())
                codes = codes.Intersect(Filter(filter, tree));
        return [.. codes.Select(c => new SystemCode(system, c))];
    }

    private static IEnumerable<string> Filter(JsonElement filter, CodeTree tree)
    {
        var (property, op, value) =
            (filter.GetProperty("property").GetString(), filter.GetProperty("op").GetString(), filter.GetProperty("value").GetString()!);
        return (property, op) switch
        {
            ("concept", "is-a") => tree.Below(value),
            ("concept", "descendent-of") => tree.Below(value).Where(c => c != value),
            ("concept", "is-not-a") => tree.Codes.Except(tree.Below(value)),
            _ => throw new ValueSetException($"its filter {property} {op} {value} needs a terminology server"),
        };
    }
}
