using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>Where the links between the entries of a transaction lead, once it is known which resources they are about.</summary>
internal sealed class LinkTargets(CriteriaMatcher matcher, TransactionWork work, IReadOnlyList<FoundTargets> targets, DatabaseSession session)
{
    private readonly Dictionary<int, FoundTargets> _byEntry = targets.ToDictionary(t => t.Write.Index);
    private readonly Dictionary<string, ResourceKey> _byCriteria = [];

    /// <summary>What takes a link's place: <c>Patient/1</c>, or <c>Patient/1/_history/2</c>.</summary>
    public string AddressOf(EntryLink link) => link switch
    {
        EntryLink.ToMatch match => _byCriteria[match.Criteria.LockKey].ToString(),
        EntryLink.ToEntry to => AddressOf(to),
        _ => throw new InvalidOperationException($"{link.Path} leads nowhere."),
    };

    /// <summary>Searches for what conditional references mean.</summary>
    /// <exception cref="FhirException">Precondition failed: one matches nothing, or more than one resource.</exception>
    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        foreach (var link in work.Writes.SelectMany(w => w.Content?.Links ?? w.Links).OfType<EntryLink.ToMatch>())
        {
            if (!_byCriteria.ContainsKey(link.Criteria.LockKey))
                _byCriteria[link.Criteria.LockKey] = await MatchAsync(link, cancellationToken);
        }
    }

    private async Task<ResourceKey> MatchAsync(EntryLink.ToMatch link, CancellationToken cancellationToken)
    {
        // What another entry makes or finds by the same condition.
        var same = targets.FirstOrDefault(t => t.Write.Criteria?.LockKey == link.Criteria.LockKey && t.Write.Method != "DELETE" && t.Resources.Count > 0);
        if (same is not null)
            return same.Resources[0].Key;
        var deleted = targets.Where(t => t.Write.Method == "DELETE").SelectMany(t => t.Resources).Select(r => r.Key).ToHashSet();
        var found = await matcher.FindAsync(work.Caller, session, link.Criteria.Query, 2 + deleted.Count, cancellationToken);
        return found.Where(f => !deleted.Contains(f)).ToList() switch
        {
            [var only] => only,
            [] => throw Fault(link, "not-found", "reference-unresolved", "matches no resource"),
            _ => throw Fault(link, "multiple-matches", "multiple-matches", "matches more than one resource"),
        };
    }

    private static FhirException Fault(EntryLink.ToMatch link, string type, string code, string what) => new(
        FaultKind.PreconditionFailed, [Issue.Error(type, code, $"The reference '{link.Criteria}' {what}. Nothing was changed.", link.Path)]);

    private string AddressOf(EntryLink.ToEntry to)
    {
        if (!_byEntry.TryGetValue(to.Entry, out var target))
            throw FhirException.Invalid("reference-unresolved", $"The link leads to Bundle.entry[{to.Entry.ToString(CultureInfo.InvariantCulture)}], which writes no resource.", to.Path);
        if (target.SameAs is { } first)
            target = targets[first];
        if (target.Resources is not [var resource, ..])
            throw FhirException.Invalid("reference-unresolved", $"The link leads to {target.Write.Path}, which writes no resource.", to.Path);
        string key = resource.Key.ToString();
        if (!to.OfVersion)
            return key;
        bool isLeft = target.Write.Method == "POST" && resource.IsMatch;
        return string.Create(CultureInfo.InvariantCulture, $"{key}/_history/{resource.VersionAfter(isLeft)}");
    }
}
