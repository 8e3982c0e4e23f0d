using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>
/// Makes two records of one again. Of a record that was changed since, what the merge did is taken back; what became of a card meanwhile stays so, whichever
/// record the card goes to: one that was lost is not found by undoing a merge.
/// </summary>
internal sealed class MergeUndo(IdentifierSystems systems, MergedRecord record, OperationCall call, Ledger ledger, OperationOutcome outcome)
{
    private const OperationOutcome.IssueSeverity Warning = OperationOutcome.IssueSeverity.Warning;

    /// <param name="source">As it is.</param>
    /// <param name="target">As it is, or was when it was deleted.</param>
    /// <param name="task">Of the merge.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Not found: the versions before the merge are gone.</exception>
    public async Task RestoreAsync(Reading<Patient> source, Reading<Patient> target, FhirTask task, CancellationToken cancellationToken)
    {
        var before = await VersionAsync(target.Key, MergeTask.TargetVersion(task), cancellationToken);
        var after = await VersionAsync(target.Key, MergeTask.TargetVersion(task) + 1, cancellationToken);
        var added = after.Identifier.Where(i => !before.Identifier.Exists(b => b.IsExactly(i))).ToList();
        var own = await SourceAsync(source, target.Key, task, cancellationToken);
        FollowCards(own, after, target.Resource);
        await GiveUpCardsAsync(own, [source.Key, target.Key], after, cancellationToken);
        ledger.Update(source with { Resource = own });
        if (await ledger.FindAsync<Patient>(target.Key, cancellationToken) is null)
        {
            outcome.Issue.Add(MergeOutcome.Issue(Warning, "unmerge-target-gone", $"{target.Key} was deleted since the merge, and stays so."));
            return;
        }

        if (target.Version == MergeTask.TargetVersion(task) + 1)
        {
            ledger.Update(target with { Resource = before });
            return;
        }

        TakeBack(target.Resource, added, own, after, source.Key);
        await ReviveAsync(target, added, cancellationToken);
        ledger.Update(target);
        outcome.Issue.Add(ChangedSince(target.Key));
    }

    /// <summary>The source as it was, or with what was changed since.</summary>
    private async Task<Patient> SourceAsync(Reading<Patient> source, ResourceKey target, FhirTask task, CancellationToken cancellationToken)
    {
        var before = await VersionAsync(source.Key, MergeTask.SourceVersion(task), cancellationToken);
        if (source.Version == MergeTask.SourceVersion(task) + 1)
            return before;
        outcome.Issue.Add(ChangedSince(source.Key));
        source.Resource.Active = before.Active;
        source.Resource.Link.RemoveAll(l => l.Type == Patient.LinkType.ReplacedBy && References.LeadTo(l.Other, target));
        return source.Resource;
    }

    /// <summary>Cards that were suspended, replaced or unbound while they were the target's are so where they go to.</summary>
    private void FollowCards(Patient own, Patient after, Patient now)
    {
        for (int i = 0; i < own.Identifier.Count; i++)
        {
            var card = own.Identifier[i];
            if (CardKind.Of(card, systems) is not null
                && after.Identifier.Find(a => record.AreSame(a, card)) is { } merged
                && now.Identifier.Find(n => record.AreSame(n, card)) is { } current
                && !current.IsExactly(merged))
                own.Identifier[i] = (Identifier)current.DeepCopy();
        }
    }

    /// <summary>A card that did not count in the target was free to be bound by another, whose it is then.</summary>
    private async Task GiveUpCardsAsync(Patient own, ResourceKey[] parties, Patient after, CancellationToken cancellationToken)
    {
        foreach (var card in own.Identifier.Where(CardIdentifiers.IsCurrent))
        {
            if (after.Identifier.Exists(a => record.AreSame(a, card) && CardIdentifiers.IsCurrent(a)) || !await IsElsewhereAsync(card, parties, cancellationToken))
                continue;
            CardStates.Take(card, CardStep.Unbind, CardHolder.Day(call.Now));
            outcome.Issue.Add(MergeOutcome.Issue(Warning, "unmerge-card-elsewhere", $"A card of {card.System} was bound to someone else since the merge, and is not bound again."));
        }
    }

    private async Task<bool> IsElsewhereAsync(Identifier card, ResourceKey[] parties, CancellationToken cancellationToken)
    {
        if (card.Value is null || CardKind.Of(card, systems) is not { } kind || kind.Code == CardKind.ElectronicHealthCard)
            return false;
        await ledger.TurnAsync(CardSearch.Turn(systems, card), cancellationToken);
        var found = await CardHolder.SearchAsync(ledger, systems, kind.System, card.Value, cancellationToken);
        return found.Any(p => !parties.Contains(p.Key) && CardSearch.Held(p.Resource, systems, card, kind).Any(CardIdentifiers.IsCurrent));
    }

    /// <summary>Takes from a target that was changed since what the merge brought, and the health cards that were issued since by the source's document.</summary>
    private void TakeBack(Patient target, List<Identifier> added, Patient own, Patient after, ResourceKey source)
    {
        var document = PersonalDocument.Of(target.Identifier, systems);
        target.Identifier.RemoveAll(i => added.Exists(a => a.IsExactly(i) || (CardKind.Of(a, systems) is not null && record.AreSame(a, i))));
        target.Link.RemoveAll(l => l.Type == Patient.LinkType.Replaces && References.LeadTo(l.Other, source));
        if (document == PersonalDocument.Of(target.Identifier, systems) || document != PersonalDocument.Of(own.Identifier, systems))
            return;
        var issued = CardIdentifiers.HealthCardsOf(target, systems).Where(c => !after.Identifier.Exists(a => record.AreSame(a, c))).ToList();
        own.Identifier.AddRange(issued);
        target.Identifier.RemoveAll(issued.Contains);
    }

    /// <summary>What another merge brought, and made old because of what goes now, counts again.</summary>
    private async Task ReviveAsync(Reading<Patient> target, List<Identifier> gone, CancellationToken cancellationToken)
    {
        var identifiers = target.Resource.Identifier;
        foreach (var link in target.Resource.Link.Where(l => l.Type == Patient.LinkType.Replaces))
        {
            if (References.Find(link.Other) is not { Type: "Patient" } key || await ledger.FindAsync<Patient>(key, cancellationToken) is not { } merged)
                continue;
            foreach (var was in merged.Resource.Identifier.Where(i => i.Use != Identifier.IdentifierUse.Old))
            {
                int at = identifiers.FindIndex(i => record.AreSame(i, was) && IsMadeOld(i, was));
                if (at < 0 || !gone.Exists(g => record.TakesPlaceOf(g, was)) || identifiers.Exists(i => record.TakesPlaceOf(i, was)) || await IsElsewhereAsync(was, [key, target.Key], cancellationToken))
                    continue;
                identifiers[at] = (Identifier)was.DeepCopy();
            }
        }
    }

    private bool IsMadeOld(Identifier now, Identifier was) => now.Use == Identifier.IdentifierUse.Old
        && (CardKind.Of(was, systems) is null || (CardIdentifiers.IsCurrent(was) && CardIdentifiers.StateOf(now) == CardIdentifiers.Replaced));

    private async Task<Patient> VersionAsync(ResourceKey key, long version, CancellationToken cancellationToken) =>
        await ledger.FindVersionAsync<Patient>(key, version, cancellationToken) ?? throw FhirException.NotFound("version-gone", $"{key}/_history/{version} does not exist any more: the merge cannot be undone.");

    private static OperationOutcome.IssueComponent ChangedSince(ResourceKey key) => MergeOutcome.Issue(
        Warning, "unmerge-record-changed", $"{key} was changed since the merge: what the merge did was taken back, and the other changes stay.");
}
