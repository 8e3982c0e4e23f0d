using System.Text.RegularExpressions;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>
/// Moves references from one record to another, and back, a part at a time. What is moved stands in a Provenance that names the merge's Task and the version
/// that each resource became, so that it can be found again.
/// </summary>
internal sealed partial class ReferenceMove(MatchSettings settings)
{
    private const string ProvenanceProfile = "https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-provenance";

    /// <summary>Provenances of one merge at most; each tells of a part.</summary>
    private const int MaxProvenances = 100_000;

    /// <summary>What tells of the past stays as it was, and what a document says is not the server's to change.</summary>
    private static readonly string[] Untouched = ["AuditEvent", "Provenance", "Bundle"];

    /// <summary>Resources that refer to a record by a reference that is moved with it.</summary>
    /// <param name="seen">Those that have been looked at and hold nothing to move.</param>
    public async Task<IReadOnlyList<Reading<Resource>>> ReferrersAsync(
        Ledger ledger, ResourceKey source, ResourceKey target, HashSet<string> seen, int limit, CancellationToken cancellationToken)
    {
        var found = new List<Reading<Resource>>();
        while (found.Count < limit)
        {
            var next = await ledger.ReferrersAsync(source, Untouched, [source.ToString(), target.ToString(), .. seen, .. found.Select(f => f.Key.ToString())], limit - found.Count, cancellationToken);
            if (next.Count == 0)
                break;
            foreach (var reading in next)
            {
                if (!MergeTask.IsMerge(reading.Resource) && ReferencePlace.In(reading.Resource).Any(p => LeadsTo(p.Reference, source)))
                    found.Add(reading);
                else
                    seen.Add(reading.Key.ToString());
            }
        }

        return found;
    }

    /// <summary>Moves the references of some resources; how many.</summary>
    public int Move(Ledger ledger, IReadOnlyList<Reading<Resource>> referrers, ResourceKey source, ResourceKey target, ResourceReference task, DateTimeOffset now)
    {
        int moved = 0;
        foreach (var referrer in referrers)
        {
            foreach (var place in ReferencePlace.In(referrer.Resource).Where(p => LeadsTo(p.Reference, source)).ToList())
            {
                place.Reference.Reference = target.ToString();
                moved++;
            }

            ledger.Update(referrer, isJudged: false);
        }

        if (referrers.Count > 0)
            Tell(ledger, referrers, task, "records-merged", now);
        return moved;
    }

    /// <summary>The versions that a merge has made of resources, from its Provenances.</summary>
    public static async Task<IReadOnlyList<(ResourceKey Key, long Version)>> MovedAsync(Ledger ledger, ResourceKey task, CancellationToken cancellationToken)
    {
        var provenances = await ledger.SearchAsync<Provenance>($"entity={task}", MaxProvenances, cancellationToken);
        return
        [
            .. provenances.Where(p => p.Resource.Activity?.Coding.Exists(c => c is { System: NationalBase.TraceEvents, Code: "records-merged" }) == true)
                .SelectMany(p => p.Resource.Target).Select(t => t.Reference!.Split('/')).Where(t => t.Length == 4)
                .Select(t => (new ResourceKey(t[0], t[1]), long.Parse(t[3], System.Globalization.CultureInfo.InvariantCulture)))
                .OrderBy(m => m.Item1.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>Moves references back where they still lead to the target; how many. A resource where one does not is named in the task.</summary>
    public async Task<int> MoveBackAsync(Ledger ledger, IEnumerable<(ResourceKey Key, long Version)> moved, FhirTask task, ResourceReference reference, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ResourceKey source = MergeTask.SourceOf(task), target = MergeTask.TargetOf(task);
        var changed = new List<Reading<Resource>>();
        int count = 0;
        foreach (var (key, version) in moved)
        {
            var before = await ledger.FindVersionAsync<Resource>(key, version - 1, cancellationToken);
            var current = await ledger.FindAsync<Resource>(key, cancellationToken);
            if (before is null || current is null)
            {
                MergeTask.Keep(task, key.ToString());
                continue;
            }

            var places = ReferencePlace.In(current.Resource).ToDictionary(p => p.Path, p => p.Reference, StringComparer.Ordinal);
            string[] paths = [.. ReferencePlace.In(before).Where(p => LeadsTo(p.Reference, source)).Select(p => p.Path)];
            var after = current.Version == version ? null : await ledger.FindVersionAsync<Resource>(key, version, cancellationToken);
            var back = paths.Where(p => places.TryGetValue(p, out var then) && LeadsTo(then, target) && (current.Version == version || IsInPlace(p, after, current.Resource))).ToList();
            foreach (string path in back)
                places[path].Reference = source.ToString();
            if (paths.Any(p => !places.TryGetValue(p, out var then) || !LeadsTo(then, source)))
                MergeTask.Keep(task, key.ToString());
            if (back.Count == 0)
                continue;
            count += back.Count;
            changed.Add(current);
            ledger.Update(current, isJudged: false);
        }

        if (changed.Count > 0)
            Tell(ledger, changed, reference, "records-unmerged", now);
        return count;
    }

    /// <summary>
    /// Whether what stands at a place of a resource that was changed since is what the merge left there. In a list it is so only where the list is as it was:
    /// the same reference elsewhere in it may be the target's own.
    /// </summary>
    private static bool IsInPlace(string path, Resource? after, Resource now) => after is not null && Around(path, after).SequenceEqual(Around(path, now), StringComparer.Ordinal);

    /// <summary>The references of a list that a place is in, of a single element that one.</summary>
    private static IEnumerable<string> Around(string path, Resource resource)
    {
        string list = WithoutIndices(path);
        return ReferencePlace.In(resource).Where(p => WithoutIndices(p.Path) == list).Select(p => $"{p.Path}={p.Reference.Reference}");
    }

    private static string WithoutIndices(string path) => Indices().Replace(path, string.Empty);

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Indices();

    private bool LeadsTo(ResourceReference reference, ResourceKey key)
    {
        if (reference.Reference is not { } text)
            return false;
        return text == key.ToString() || (settings.OwnUrl is { } own && text == $"{own}/{key}");
    }

    private static void Tell(Ledger ledger, IReadOnlyList<Reading<Resource>> changed, ResourceReference task, string activity, DateTimeOffset now) => ledger.Create(new Provenance
    {
        Meta = new Meta { Profile = [ProvenanceProfile] },
        Target = [.. changed.Select(c => new ResourceReference($"{c.Key}/_history/{c.Version + 1}"))],
        Recorded = now,
        Activity = new CodeableConcept(NationalBase.TraceEvents, activity),
        Agent = [new Provenance.AgentComponent { Who = new ResourceReference { Display = "FhirHub" } }],
        Entity = [new Provenance.EntityComponent { Role = Provenance.ProvenanceEntityRole.Source, What = task }],
    });
}
