using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Finds what <c>_include</c> and <c>_revinclude</c> add to a page, https://hl7.org/fhir/R4/search.html#revinclude: a few queries for
/// each step away from the matches. However much there is to refer to, no more is read than a page has room for.
/// </summary>
internal sealed class IncludeReader(RowFinder finder, SearchLimits limits)
{
    /// <summary>References remembered as asked for, on a page; then they may be asked for again.</summary>
    private const int MostAsked = 50_000;

    /// <summary>Entries by many begins cost the database more than a second query for them.</summary>
    private const int MostHeads = 12;

    /// <summary>Begins of the entries that tell what rows refer to by the inclusions; null where none is asked.</summary>
    public static IReadOnlyList<string>? EntriesOf(IReadOnlyList<Inclusion> inclusions)
    {
        string[] heads = [.. inclusions.Where(i => !i.Reverse).SelectMany(i => i.Parameters).Select(p => p.Prefix + "!").Distinct(StringComparer.Ordinal)];
        return heads.Length is 0 or > MostHeads ? null : heads;
    }

    /// <summary>The included resources, each once and none that is a match, by key; at the reading's moment.</summary>
    public async Task<(List<StoredVersion> Included, List<Issue> Warnings)> ReadAsync(
        IReadOnlyList<Inclusion> inclusions, IReadOnlyList<RowDocument> matches, Reading reading)
    {
        var gathered = new Gathered(matches, limits.MaxIncluded) { EntriesOf = EntriesOf([.. inclusions.Where(i => i.Iterate)]) };
        var step = matches;
        for (var active = inclusions; step.Count > 0 && active.Count > 0 && !gathered.IsOver; active = [.. inclusions.Where(i => i.Iterate)])
        {
            int before = gathered.Rows.Count;
            await ForwardAsync([.. active.Where(i => !i.Reverse)], step, gathered, reading);
            await ReverseAsync([.. active.Where(i => i.Reverse)], step, gathered, reading);
            step = gathered.Rows[before..];
        }

        bool complete = !gathered.IsOver;
        var included = gathered.Rows[..Math.Min(gathered.Rows.Count, limits.MaxIncluded)];
        included.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        var versions = await finder.Content.LoadAsync(included, limits.PageBytes, reading);
        return (versions, complete && versions.Count == included.Count ? [] : [TooMany(inclusions, versions.Count)]);
    }

    private static SearchScope Everywhere { get; } = new([], AllTypes: true);

    private async Task ForwardAsync(Inclusion[] inclusions, IReadOnlyList<RowDocument> rows, Gathered gathered, Reading reading)
    {
        if (inclusions.Length == 0 || gathered.IsOver)
            return;
        await foreach (var targets in TargetsAsync(inclusions, rows, gathered, reading).Chunk(EntryReader.AtOnce))
        {
            foreach (var row in await finder.AllAsync(Everywhere, new HasKey("_include", targets), gathered.Wanted, gathered.EntriesOf, withContent: true, reading))
                gathered.Add(row);
            if (gathered.IsOver)
                return;
        }
    }

    private async Task ReverseAsync(Inclusion[] inclusions, IReadOnlyList<RowDocument> rows, Gathered gathered, Reading reading)
    {
        string[] prefixes = [.. inclusions.SelectMany(i => i.Parameters).Select(p => p.Prefix).Distinct(StringComparer.Ordinal)];
        foreach (string[] entries in Referring(inclusions, rows).Distinct(StringComparer.Ordinal).Chunk(EntryReader.AtOnce))
        {
            if (gathered.IsOver)
                return;
            var refers = new EntriesMatch("_revinclude", prefixes, [new EntryCondition { Equal = entries }]);
            // Some of them may have been seen: as many more may have to be found.
            foreach (var row in await finder.AllAsync(Everywhere, refers, gathered.Wanted + gathered.Seen, gathered.EntriesOf, withContent: true, reading))
                gathered.Add(row);
        }
    }

    /// <summary>What the rows refer to by the parameters of the inclusions and the page lacks.</summary>
    private async IAsyncEnumerable<string> TargetsAsync(Inclusion[] inclusions, IReadOnlyList<RowDocument> rows, Gathered gathered, Reading reading)
    {
        var wanted = inclusions.SelectMany(i => i.Parameters.Select(p => (Parameter: p, i.TargetType))).ToList();
        var types = wanted.Select(w => w.Parameter.ResourceType).ToHashSet(StringComparer.Ordinal);
        RowDocument[] sources = [.. rows.Where(r => types.Contains(TypeOf(r.Key)))];
        string[] prefixes = [.. wanted.Select(w => w.Parameter.Prefix).Distinct(StringComparer.Ordinal)];
        var asked = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (_, entries) in finder.Entries.EntriesAsync(sources, prefixes, reading))
        {
            foreach (string entry in entries)
            {
                int end = entry.IndexOf('!', StringComparison.Ordinal);
                string prefix = entry[..end], target = entry[(end + 1)..];
                bool isWanted = IsKey(target) && wanted.Exists(w => w.Parameter.Prefix == prefix && (w.TargetType is null || w.TargetType == TypeOf(target)));
                if (isWanted && !gathered.Has(target) && asked.Add(target))
                    yield return target;
                if (asked.Count > MostAsked)
                    asked.Clear();
            }
        }
    }

    /// <summary>The entries of what refers to one of the rows.</summary>
    private static IEnumerable<string> Referring(Inclusion[] inclusions, IReadOnlyList<RowDocument> rows) =>
        inclusions.SelectMany(i => i.Parameters.SelectMany(p => rows.Where(r => CanBeTarget(r, i, p)).Select(r => $"{p.Prefix}!{r.Key}")));

    private static bool CanBeTarget(RowDocument row, Inclusion inclusion, SearchParameter parameter)
    {
        string type = TypeOf(row.Key);
        return (inclusion.TargetType is null || inclusion.TargetType == type) && (parameter.Targets.Count == 0 || parameter.Targets.Contains(type));
    }

    private static string TypeOf(string key) => key[..Math.Max(key.IndexOf('/', StringComparison.Ordinal), 0)];

    /// <summary>References may also be URLs of other servers.</summary>
    private static bool IsKey(string target) =>
        target.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && ResourceKey.IsValidId(target[(slash + 1)..]);

    private static Issue TooMany(IReadOnlyList<Inclusion> inclusions, int included) => new()
    {
        Severity = IssueSeverity.Warning,
        Type = "too-costly",
        Code = "includes-limited",
        Diagnostics = $"This page includes {included} resources; more are referred to by {string.Join(", ", inclusions.Select(i => i.Text))}, but a page "
            + "is bounded in their number and size. Ask for fewer matches on a page, or search for the others.",
    };

    /// <summary>What a page includes: up to one more than it has room for, which tells that there are more.</summary>
    private sealed class Gathered(IReadOnlyList<RowDocument> matches, int most)
    {
        private readonly HashSet<string> _seen = matches.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);

        private readonly RowBudget _budget = new();

        public List<RowDocument> Rows { get; } = [];

        /// <summary>Begins of entries that rows come with, for the next step; null for none.</summary>
        public required IReadOnlyList<string>? EntriesOf { get; init; }

        public bool IsOver => Rows.Count > most;

        public int Wanted => most + 1 - Rows.Count;

        /// <summary>Matches and included rows.</summary>
        public int Seen => _seen.Count;

        public bool Has(string key) => _seen.Contains(key);

        public void Add(RowDocument row)
        {
            if (!IsOver && _seen.Add(row.Key))
                Rows.Add(_budget.Keep(row));
        }
    }
}
