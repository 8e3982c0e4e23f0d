using System.Text.RegularExpressions;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>Finds all that value sets are made of. What is missing, goes round in circles or means nothing here is noted, never guessed.</summary>
internal sealed class SetCompiler(TermSnapshot snapshot, SystemVersions versions)
{
    private const int MaxDepth = 16;

    /// <summary>Parts of a value set in all, those of one that comes in twice twice: each is asked.</summary>
    private const int MostParts = 5000;

    private const int MostRemembered = 200_000;

    private readonly List<TermEntry> _path = [];
    private readonly Dictionary<TermEntry, CompiledSet> _made = [];
    private readonly HashSet<string> _urls = new(StringComparer.Ordinal);

    /// <summary>A value set by its canonical URL; null where it is not known.</summary>
    public static async ValueTask<CompiledSet?> FindAsync(TermSnapshot snapshot, string canonical, SystemVersions versions, CancellationToken cancellationToken)
    {
        var memory = BoundedMemory<string, CompiledSet>.Of(snapshot, "sets", MostRemembered);
        string name = $"{canonical} {versions.Key}";
        if (memory.Find(name) is { } known)
            return known;
        var compiler = new SetCompiler(snapshot, versions);
        if (await compiler.FindAsync(canonical, cancellationToken) is not { } compiled)
            return null;
        compiled.DependsOn(compiler._urls);
        memory.Keep(name, compiled, compiled.Parts, compiled.Urls);
        return compiled;
    }

    /// <summary>A value set that is at hand.</summary>
    public static ValueTask<CompiledSet> CompileAsync(TermSnapshot snapshot, SetDefinition definition, SystemVersions versions, CancellationToken cancellationToken) =>
        new SetCompiler(snapshot, versions).CompileAsync(definition, false, cancellationToken);

    /// <summary>All that an answer about a value set that is not known depends on.</summary>
    public static IEnumerable<string> UrlsOf(string canonical) => [Canonical.Parse(canonical).Url, Canonical.Parse(Aliased(canonical)).Url];

    /// <summary>A value set that is known by its id.</summary>
    public static async ValueTask<CompiledSet> CompileAsync(TermSnapshot snapshot, TermEntry entry, SystemVersions versions, CancellationToken cancellationToken)
    {
        var compiler = new SetCompiler(snapshot, versions);
        compiler._path.Add(entry);
        compiler._urls.UnionWith(new[] { entry.Key, entry.Url }.OfType<string>());
        var compiled = await compiler.CompileAsync(await DefinitionAsync(entry, cancellationToken), false, cancellationToken);
        compiled.DependsOn(compiler._urls);
        return compiled;
    }

    private async ValueTask<CompiledSet> CompileAsync(SetDefinition definition, bool isKept, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Versions of before are not told apart by date; where only one is known, it is that one or none.
        if (definition.LockedDate is { } locked && definition.Includes.Concat(definition.Excludes).Any(p => p is { System: not null, Version: null }))
            return new CompiledSet(definition, [Missing($"it is locked to the code systems as of {locked}, and does not name their versions")], []);
        var includes = new List<CompiledPart>();
        foreach (var part in definition.Includes)
            includes.Add(await CompileAsync(part, cancellationToken));
        var excludes = new List<CompiledPart>();
        foreach (var part in definition.Excludes)
            excludes.Add(await CompileAsync(part, cancellationToken));
        if (includes.Count == 0)
            includes.Add(Missing("it does not say what it is made of"));
        var set = new CompiledSet(definition, includes, excludes) { IsKept = isKept };
        return set.Parts <= MostParts ? set : new CompiledSet(definition, [Missing($"it is made of more than {MostParts} parts")], []);
    }

    private async ValueTask<CompiledSet?> FindAsync(string canonical, CancellationToken cancellationToken)
    {
        var (url, version) = Canonical.Parse(Aliased(canonical));
        _urls.Add(url);
        if (snapshot.Find(TermTypes.ValueSet, url, version) is { } entry)
            return await OnceAsync(entry, cancellationToken);
        return snapshot.SystemOfAll(url) is { } system && (version is null || version == system.Version)
            ? await CompileAsync(SetDefinition.OfAll(url, system.Url, system.Version), true, cancellationToken)
            : null;
    }

    /// <summary>Some elements of R4 are bound to the document that R4's value set of the same codes is made of.</summary>
    private static string Aliased(string canonical) =>
        canonical == "http://www.rfc-editor.org/bcp/bcp13.txt" ? "http://hl7.org/fhir/ValueSet/mimetypes" : canonical;

    private async ValueTask<CompiledSet> OnceAsync(TermEntry entry, CancellationToken cancellationToken)
    {
        if (_made.TryGetValue(entry, out var known))
            return known;
        if (_path.Contains(entry))
            return Unknown($"value sets include each other: {string.Join(", ", _path.Append(entry).Select(e => e.Canonical))}");
        if (_path.Count >= MaxDepth)
            return Unknown($"the value sets it is made of nest deeper than {MaxDepth}");
        _path.Add(entry);
        var made = await CompileAsync(await DefinitionAsync(entry, cancellationToken), true, cancellationToken);
        _path.RemoveAt(_path.Count - 1);
        return _made[entry] = made;
    }

    public static ValueTask<SetDefinition> DefinitionAsync(TermEntry entry, CancellationToken cancellationToken) =>
        entry.MadeAsync(entry.Fingerprint, (json, _) => ValueTask.FromResult(SetDefinition.Read(json)), cancellationToken);

    private async ValueTask<CompiledPart> CompileAsync(SetPart part, CancellationToken cancellationToken)
    {
        var imports = new List<CompiledSet>();
        foreach (string canonical in part.ValueSets)
            imports.Add(await FindAsync(canonical, cancellationToken) ?? Unknown($"the value set {canonical} is not known here"));
        if (part is { Concepts: not null, Filters.Count: > 0 })
            return Missing("it has 'concept' and 'filter' in one part, of which FHIR allows one (vsd-3)");
        if (part.System is null && (part.Concepts is not null || part.Filters.Count > 0))
            return Missing("it has 'concept' or 'filter' in a part without 'system' (vsd-2)");
        if (part.System is not { } url)
            return imports.Count == 0 ? Missing("it includes neither a code system nor a value set") : new CompiledPart(part, null, ConceptQuery.All, imports);
        _urls.Add(url);
        string? version = versions.Of(url, part.Version);
        var source = await SystemLibrary.FindAsync(snapshot, url, version, cancellationToken);
        string? doubt = null;
        if (source is null && version is not null && await SystemLibrary.FindAsync(snapshot, url, null, cancellationToken) is { } other)
        {
            // What the version at hand has is taken to be in the other as well; what it has not may be.
            (source, doubt) = (other, $"version {version} of the code system {url} is not known here, only {other.Head.Version ?? "one without version"}");
        }

        bool isExcluded = versions.Excludes(url, source?.Head.Version);
        if (part.Concepts is not null)
        {
            // Of a code system that is known in other versions only, nobody can say whether this one has the codes.
            return new CompiledPart(part, source, ConceptQuery.All, imports)
            {
                IsExcluded = isExcluded,
                Unlistable = doubt,
                DoubtsYes = doubt is not null,
                DoubtsNo = doubt is not null,
            };
        }

        if (source is null)
            return new CompiledPart(part, null, ConceptQuery.All, imports) { IsExcluded = isExcluded, Unlistable = $"the code system {url} is not known here" };
        var (query, fault) = await QueryAsync(part, source, cancellationToken);
        return new CompiledPart(part, source, query, imports)
        {
            IsExcluded = isExcluded,
            Unlistable = fault ?? doubt ?? (source.Head.Content == "not-present" ? $"the codes of the code system {url} are not known here" : null),
            DoubtsYes = fault is not null,
            DoubtsNo = fault is not null || doubt is not null,
        };
    }

    private static async ValueTask<(ConceptQuery Query, string? Fault)> QueryAsync(SetPart part, IConceptSource source, CancellationToken cancellationToken)
    {
        var conditions = new List<ConceptCondition>();
        foreach (var filter in part.Filters)
        {
            var (condition, fault) = await ConditionAsync(filter, source, cancellationToken);
            if (condition is null)
                return (ConceptQuery.All, fault);
            conditions.Add(condition);
        }

        return (new ConceptQuery(conditions), null);
    }

    /// <summary>https://hl7.org/fhir/R4/valueset-filter-operator.html</summary>
    private static async ValueTask<(ConceptCondition? Condition, string? Fault)> ConditionAsync(SetFilter filter, IConceptSource source, CancellationToken cancellationToken)
    {
        var comparer = source.Head.Comparer;
        bool isHierarchy = filter.Property is "concept" or "code";
        if (!source.Head.Knows(filter.Property))
            return (null, $"the filter '{filter}' names a property that the code system {source.Head.Url} does not define");
        switch (filter.Operator)
        {
            case "is-a" when isHierarchy:
                return (new ConceptCondition.Below(filter.Value, true, comparer), null);
            case "descendent-of" when isHierarchy:
                return (new ConceptCondition.Below(filter.Value, false, comparer), null);
            case "is-not-a" when isHierarchy:
                return (new ConceptCondition.NotBelow(filter.Value, comparer), null);
            case "generalizes" when isHierarchy:
                var below = await source.FindAsync(filter.Value, cancellationToken);
                return (new ConceptCondition.Among((below is null ? [] : below.Ancestors.Append(below.Code)).ToHashSet(comparer)), null);
            case "=" when isHierarchy:
                return (new ConceptCondition.Among(Values(filter, true, comparer, [filter.Value])), null);
            case "in" when isHierarchy:
                return (new ConceptCondition.Among(Values(filter, true, comparer, Listed(filter.Value))), null);
            case "not-in" when isHierarchy:
                return (new ConceptCondition.Outside(new ConceptQuery([new ConceptCondition.Among(Values(filter, true, comparer, Listed(filter.Value)))])), null);
            case "=":
                return (new ConceptCondition.HasValue(filter.Property, Values(filter, isHierarchy, comparer, [filter.Value])), null);
            case "in":
                return (new ConceptCondition.HasValue(filter.Property, Values(filter, isHierarchy, comparer, Listed(filter.Value))), null);
            case "not-in":
                return (new ConceptCondition.LacksValue(filter.Property, Values(filter, isHierarchy, comparer, Listed(filter.Value))), null);
            case "exists" when filter.Value is "true" or "false":
                return (new ConceptCondition.Exists(filter.Property, filter.Value == "true"), null);
            case "regex":
                return Pattern(filter);
            default:
                return (null, $"the filter '{filter}' is not supported");
        }
    }

    private static string[] Listed(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static HashSet<string> Values(SetFilter filter, bool isCode, StringComparer comparer, IEnumerable<string> values) =>
        values.ToHashSet(isCode || filter.Property == "parent" ? comparer : StringComparer.Ordinal);

    private static (ConceptCondition? Condition, string? Fault) Pattern(SetFilter filter)
    {
        try
        {
            // By itself: brackets around it must not be closed by it.
            _ = new Regex(filter.Value, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
            // Without backtracking, the time is bounded by the length of the text.
            var regex = new Regex($"^(?:{filter.Value})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
            return (new ConceptCondition.Matches(filter.Property, filter.Value, regex), null);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return (null, $"the regular expression of the filter '{filter}' cannot be used: {e.Message}");
        }
    }

    private static CompiledSet Unknown(string why) => new(new SetDefinition(), [Missing(why)], []);

    private static CompiledPart Missing(string why) => new(new SetPart(), null, ConceptQuery.All, []) { Unlistable = why };
}
