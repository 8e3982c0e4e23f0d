using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Finds what <c>_include</c> and <c>_revinclude</c> add to a page, https://hl7.org/fhir/R4/search.html#revinclude: a few queries for
/// each step away from the matches, however many resources there are.
/// </summary>
internal sealed class IncludeReader(RowFinder finder, SearchLimits limits)
{
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
        var seen = matches.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var included = new List<RowDocument>();
        IReadOnlyList<RowDocument> step = matches;
        bool complete = true;
        for (var active = inclusions; step.Count > 0 && active.Count > 0 && complete; active = [.. inclusions.Where(i => i.Iterate)])
        {
            var added = new List<RowDocument>();
            int room = limits.MaxIncluded - included.Count;
            foreach (var row in await StepAsync(active, step, seen, room + 1, reading))
            {
                if (seen.Add(row.Key))
                    added.Add(row);
            }

            complete = added.Count <= room;
            step = added.Count <= room ? added : added[..room];
            included.AddRange(step);
        }

        included.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        var versions = await finder.Content.LoadAsync(included, limits.PageBytes, reading);
        return (versions, complete && versions.Count == included.Count ? [] : [TooMany(inclusions, versions.Count)]);
    }

    private async Task<List<RowDocument>> StepAsync(
        IReadOnlyList<Inclusion> inclusions, IReadOnlyList<RowDocument> rows, HashSet<string> seen, int limit, Reading reading)
    {
        var found = new List<RowDocument>();
        var further = EntriesOf([.. inclusions.Where(i => i.Iterate)]);
        string[] targets = [.. (await TargetsAsync([.. inclusions.Where(i => !i.Reverse)], rows, reading)).Where(t => !seen.Contains(t))];
        if (targets.Length > 0)
            found.AddRange(await finder.AllAsync(Everywhere, new HasKey("_include", targets), limit, further, withContent: true, reading));
        if (Referring([.. inclusions.Where(i => i.Reverse)], rows) is { } referring)
        {
            // Some of them may have been seen: as many more may have to be found.
            var sources = new AllOf([referring]);
            found.AddRange(await finder.AllAsync(Everywhere, sources, limit + seen.Count, further, withContent: true, reading));
        }

        return found;
    }

    private static SearchScope Everywhere { get; } = new([], AllTypes: true);

    /// <summary>What the rows refer to by the parameters of the inclusions.</summary>
    private async Task<HashSet<string>> TargetsAsync(Inclusion[] inclusions, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        var wanted = inclusions.SelectMany(i => i.Parameters.Select(p => (Parameter: p, i.TargetType))).ToList();
        var types = wanted.Select(w => w.Parameter.ResourceType).ToHashSet(StringComparer.Ordinal);
        var sources = rows.Where(r => types.Contains(TypeOf(r.Key))).ToList();
        if (sources.Count == 0)
            return [];
        string[] prefixes = [.. wanted.Select(w => w.Parameter.Prefix).Distinct(StringComparer.Ordinal)];
        var found = await finder.Entries.EntriesAsync(sources, prefixes, reading);
        var targets = new HashSet<string>(StringComparer.Ordinal);
        foreach (string entry in found.Values.SelectMany(e => e))
        {
            int end = entry.IndexOf('!', StringComparison.Ordinal);
            string prefix = entry[..end], target = entry[(end + 1)..];
            if (IsKey(target) && wanted.Exists(w => w.Parameter.Prefix == prefix && (w.TargetType is null || w.TargetType == TypeOf(target))))
                targets.Add(target);
        }

        return targets;
    }

    /// <summary>Holds for what refers to one of the rows; null where nothing can.</summary>
    private static EntriesMatch? Referring(Inclusion[] inclusions, IReadOnlyList<RowDocument> rows)
    {
        string[] equal = [.. inclusions.SelectMany(i => i.Parameters.SelectMany(p => rows.Where(r => CanBeTarget(r, i, p)).Select(r => $"{p.Prefix}!{r.Key}")))];
        string[] prefixes = [.. inclusions.SelectMany(i => i.Parameters).Select(p => p.Prefix).Distinct(StringComparer.Ordinal)];
        return equal.Length == 0 ? null : new EntriesMatch("_revinclude", prefixes, [new EntryCondition { Equal = equal }]);
    }

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
}
