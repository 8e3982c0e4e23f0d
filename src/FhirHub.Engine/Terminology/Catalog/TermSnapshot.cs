using System.Collections.Concurrent;
using System.Collections.Frozen;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Terminology.Loading;

namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>What this server knew at one moment. Immutable but for what is worked out of it.</summary>
internal sealed class TermSnapshot
{
    private static readonly Lazy<FrozenDictionary<(string Type, string Url), TermEntry>> Base = new(() => FhirDefinitions.All
        .Where(d => TermTypes.All.Contains(d.Type))
        .ToFrozenDictionary(d => (d.Type, d.Url), TermEntry.OfR4));

    private readonly FrozenDictionary<(string Type, string Url), TermEntry[]> _stored;
    private readonly FrozenDictionary<string, TermEntry> _allCodes;
    private readonly FrozenDictionary<string, TermEntry> _byKey;

    /// <param name="stored">Every terminology resource that is stored.</param>
    /// <param name="sets">Code systems with their concepts in the database, by key.</param>
    /// <param name="memory">What was worked out before and still holds; null for nothing.</param>
    public TermSnapshot(
        IReadOnlyCollection<TermEntry> stored, IReadOnlyDictionary<string, LoadedSet> sets, IEnumerable<KeyValuePair<string, IRemembered>>? memory = null)
    {
        Sets = sets;
        Memory = new ConcurrentDictionary<string, IRemembered>(memory ?? [], StringComparer.Ordinal);
        _byKey = stored.ToFrozenDictionary(e => e.Key!, StringComparer.Ordinal);
        _stored = stored.Where(e => e.Url.Length > 0).GroupBy(e => (e.Type, e.Url)).ToFrozenDictionary(g => g.Key, g => g
            .OrderBy(e => e.Status == "retired")
            .ThenByDescending(e => e.Version, VersionOrder.Instance)
            .ThenByDescending(e => e.LastUpdated)
            .ThenBy(e => e.Key, StringComparer.Ordinal)
            .ToArray());
        _allCodes = stored.Where(e => e is { AllCodes.Length: > 0, Supplements: null })
            .GroupBy(e => Validation.Canonical.Parse(e.AllCodes!).Url, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(e => e.Version, VersionOrder.Instance).First(), StringComparer.Ordinal);
    }

    public static TermSnapshot OfR4 { get; } = new([], FrozenDictionary<string, LoadedSet>.Empty);

    /// <summary>What has been worked out for it, by a text that names it.</summary>
    public ConcurrentDictionary<string, IRemembered> Memory { get; }

    /// <summary>The same of what is known now; what was worked out of this one stays, but for what depends on these URLs.</summary>
    public TermSnapshot Followed(IReadOnlyCollection<TermEntry> stored, IReadOnlyDictionary<string, LoadedSet> sets, IReadOnlySet<string> changed) =>
        new(stored, sets, Memory.Select(m => KeyValuePair.Create(m.Key, m.Value.Without(changed))));

    /// <summary>Code systems with their concepts in the database, by key.</summary>
    public IReadOnlyDictionary<string, LoadedSet> Sets { get; set; }

    /// <summary>What is stored of a type, in no order.</summary>
    public IEnumerable<TermEntry> Stored(string type) => _byKey.Values.Where(e => e.Type == type);

    /// <summary>Everything of a type that has a URL, by URL and version.</summary>
    public IEnumerable<TermEntry> Of(string type) => _stored.Where(s => s.Key.Type == type).SelectMany(s => s.Value)
        .Concat(Base.Value.Where(b => b.Key.Type == type && (IsCore(b.Key.Url) || !_stored.ContainsKey(b.Key))).Select(b => b.Value))
        .OrderBy(e => e.Url, StringComparer.Ordinal).ThenBy(e => e.Version, VersionOrder.Instance);

    /// <summary>
    /// Without a version, the newest stored one, which goes before that of R4; but nobody takes the place of what FHIR defines itself. Null where there is none.
    /// </summary>
    public TermEntry? Find(string type, string url, string? version)
    {
        bool isBase = Base.Value.TryGetValue((type, url), out var known) && (version is null || known.Version == version);
        if (isBase && IsCore(url))
            return known;
        foreach (var entry in _stored.GetValueOrDefault((type, url)) ?? [])
        {
            if ((version is null || entry.Version == version) && entry.Supplements is null)
                return entry;
        }

        return isBase ? known : null;
    }

    /// <summary>Whether FHIR itself defines what has such a URL.</summary>
    public static bool IsCore(string url) => url.StartsWith("http://hl7.org/fhir/", StringComparison.Ordinal);

    /// <summary>What adds to a code system.</summary>
    public IReadOnlyList<TermEntry> SupplementsOf(TermEntry system) =>
    [
        .. _stored.Where(s => s.Key.Type == TermTypes.CodeSystem).SelectMany(s => s.Value)
            .Where(e => e is { Supplements: not null, Content: "supplement", Status: not "retired" })
            .Where(e => Validation.Canonical.Parse(e.Supplements!) is var target && target.Url == system.Url && (target.Version is null || target.Version == system.Version))
            .OrderBy(e => e.Key, StringComparer.Ordinal),
    ];

    /// <summary>The code system of which a value set, for which there is no resource, is all codes; null for none.</summary>
    public TermEntry? SystemOfAll(string valueSet) => _allCodes.GetValueOrDefault(valueSet);

    /// <summary>The entry of a stored resource, with or without URL; null where it is none, or deleted.</summary>
    public TermEntry? ByKey(string key) => _byKey.GetValueOrDefault(key);
}
