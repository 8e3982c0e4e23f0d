using FhirHub.Engine.Acceptance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// Holds against the rules of this server, before the database's transaction opens, what is known of it already: entries whose resource and
/// content no condition decides about. What is found is told within the transaction, after what goes before it.
/// </summary>
internal sealed class EarlyJudgement(WriteCheck rules, TransactionWork work)
{
    private readonly Dictionary<int, TransactionWrite> _byEntry = work.Writes.ToDictionary(w => w.Index);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!work.Writes.Any(w => w.IsJudged && w.Content is not null) || !await rules.IsActiveAsync(cancellationToken) || rules.LooksAround)
            return;
        var surroundings = new WriteSurroundings(null, new Dictionary<string, ParsedResource?>(), work.ProfilesIn(rules));
        foreach (var write in work.Writes)
        {
            if (write is { IsJudged: true, Content: { } content, Key: { } key, Criteria: null } && content.Links.All(l => AddressOf(l) is not null))
                work.Judged[write] = await JudgeAsync(key.Id, content, surroundings, cancellationToken);
        }
    }

    private async Task<EntryVerdict> JudgeAsync(string id, EntryContent content, WriteSurroundings surroundings, CancellationToken cancellationToken)
    {
        ParsedResource? resolved = null;
        try
        {
            resolved = content.Resolve(l => AddressOf(l)!, work.Limits);
            return EntryVerdict.Of(resolved, await rules.CheckAsync(id, resolved, surroundings, cancellationToken));
        }
        catch (FhirException e) when (resolved is not null && e.Kind == FaultKind.Unprocessable)
        {
            return EntryVerdict.Of(resolved, e);
        }
    }

    /// <summary>What takes a link's place, where that is sure already; else null.</summary>
    private string? AddressOf(EntryLink link) =>
        link is EntryLink.ToEntry { OfVersion: false } to && _byEntry.TryGetValue(to.Entry, out var target) && target is { Key: { } key, Criteria: null, Method: not "DELETE" }
            ? key.ToString()
            : null;
}
