using System.Text.Json;
using System.Text.RegularExpressions;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Terms;

/// <summary>One <c>include</c> or <c>exclude</c> of a value set: its parts narrow each other down.</summary>
internal sealed class LocalInclude
{
    private static readonly TimeSpan RegexTime = TimeSpan.FromMilliseconds(200);

    private readonly string? _system;
    private readonly string? _version;
    private readonly Dictionary<string, IReadOnlyList<string>>? _concepts;
    private readonly List<(string Property, string Operator, string Value)> _filters = [];
    private readonly IReadOnlyList<string> _sets = [];

    private LocalInclude(string? system, string? version, Dictionary<string, IReadOnlyList<string>>? concepts)
    {
        _system = system;
        _version = version;
        _concepts = concepts;
    }

    private LocalInclude(JsonElement include)
        : this(include.Text("system"), include.Text("version"), null)
    {
        if (include.Member("concept") is not null)
        {
            _concepts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var concept in include.List("concept"))
                if (concept.Text("code") is { } code)
                    _concepts.TryAdd(code, Displays(concept));
        }
        foreach (var filter in include.List("filter"))
            _filters.Add((filter.Text("property") ?? "", filter.Text("op") ?? "", filter.Text("value") ?? ""));
        _sets = include.Texts("valueSet");
    }

    public static LocalInclude Read(JsonElement include) => new(include);

    /// <summary>The codes of an expansion, by system.</summary>
    public static IEnumerable<LocalInclude> OfExpansion(JsonElement expansion)
    {
        var systems = new Dictionary<string, Dictionary<string, IReadOnlyList<string>>>(StringComparer.Ordinal);
        var open = new Stack<JsonElement>(expansion.List("contains"));
        while (open.TryPop(out var entry))
        {
            if (entry.Text("system") is { } system && entry.Text("code") is { } code && !entry.Flag("abstract"))
            {
                if (!systems.TryGetValue(system, out var codes))
                    systems[system] = codes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
                codes.TryAdd(code, Displays(entry));
            }
            foreach (var inner in entry.List("contains"))
                open.Push(inner);
        }
        return systems.Select(s => new LocalInclude(s.Key, null, s.Value));
    }

    public (Membership Membership, string? System, IReadOnlyList<string> Displays) Find(TermWalk walk, string? system, string code, bool hasInactive = true)
    {
        IReadOnlyList<string> displays = [];
        var result = Membership.In;
        if (_system is not null)
        {
            if (system is not null && system != _system)
                return (Membership.Out, null, []);
            (result, displays) = InSystem(walk.Terms, code);
            if (result == Membership.In && !hasInactive && walk.Terms.System(_system) is { } all && all.Find(code) is { IsInactive: true })
                return (Membership.Out, null, []);
        }
        foreach (var set in _sets)
        {
            if (result == Membership.Out)
                break;
            var found = walk.Terms.Set(set) is { } other ? other.Find(walk, system ?? _system, code) : (Membership.Open, null, []);
            result = found.Membership == Membership.In ? result : found.Membership;
            displays = displays.Count > 0 ? displays : found.Displays;
            system ??= found.System;
        }
        return (_system is null && _sets.Count == 0 ? Membership.Open : result, system ?? _system, displays);
    }

    private (Membership, IReadOnlyList<string>) InSystem(ITermSource terms, string code)
    {
        // A version that is not loaded is judged by the one that is.
        var loaded = (_version is null ? null : terms.System($"{_system}|{_version}")) ?? terms.System(_system!);
        if (_concepts is not null)
        {
            // What a complete code system does not have is no code, whoever lists it.
            bool isNone = loaded is { IsComplete: true } && loaded.Find(code) is null;
            return !isNone && _concepts.TryGetValue(code, out var displays) ? (Membership.In, displays) : (Membership.Out, []);
        }

        if (loaded is not { } system)
            return (_filters.Count == 0 && KnownSyntax.IsCode(terms, _system!, code) is { } known ? known ? Membership.In : Membership.Out : Membership.Open, []);
        if (system.Find(code) is not { } concept)
            return (system.IsComplete ? Membership.Out : Membership.Open, []);
        var result = Membership.In;
        foreach (var filter in _filters)
        {
            var passes = Passes(system, concept, filter);
            if (passes is false)
                return (Membership.Out, []);
            if (passes is null)
                result = Membership.Open;
        }
        return (result, []);
    }

    // The display that is preferred comes first.
    private static List<string> Displays(JsonElement concept) =>
        [.. concept.List("designation").Select(d => d.Text("value")).Prepend(concept.Text("display")).OfType<string>()];

    private static bool? Passes(LocalCodeSystem system, LocalConcept concept, (string Property, string Operator, string Value) filter)
    {
        var values = filter.Property is "code" or "concept" ? [concept.Code]
            : filter.Property == "display" ? (IEnumerable<string>)concept.Displays.Take(1)
            : concept.Properties.Where(p => p.Property == filter.Property).Select(p => p.Value);
        return filter.Operator switch
        {
            "is-a" => system.IsBelow(concept.Code, filter.Value),
            "descendent-of" => concept.Code != filter.Value && system.IsBelow(concept.Code, filter.Value),
            "is-not-a" => !system.IsBelow(concept.Code, filter.Value),
            "generalizes" => system.IsBelow(filter.Value, concept.Code),
            "=" => values.Contains(filter.Value),
            "in" => values.Any(v => filter.Value.Split(',', StringSplitOptions.TrimEntries).Contains(v)),
            "not-in" => !values.Any(v => filter.Value.Split(',', StringSplitOptions.TrimEntries).Contains(v)),
            "exists" => values.Any() == (filter.Value == "true"),
            "regex" => Matches(values, filter.Value),
            _ => null,
        };
    }

    private static bool? Matches(IEnumerable<string> values, string pattern)
    {
        try
        {
            return values.Any(v => Regex.IsMatch(v, $"^(?:{pattern})$", RegexOptions.CultureInvariant, RegexTime));
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
