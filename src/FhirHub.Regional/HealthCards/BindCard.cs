using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary><c>Patient/[id]/$bind-card</c>: one more card or code by which a resident is known. Bound again, it stays as it is.</summary>
internal sealed class BindCard(IdentifierSystems systems) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("bind-card", "Patient", "bind-card", OperationLevel.Instance, AffectsState: true) { TraceEvent = "card-bound" };

    // Two residents who bind the same card take turns, so that the later one finds it bound.
    public IReadOnlyCollection<string> Turns(OperationCall call)
    {
        var card = CardInput.Read(call);
        return [CardSearch.Turn(systems, card)];
    }

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await CardHolder.GetAsync(call, ledger, cancellationToken);
        var (card, kind) = CardOf(call);
        var held = CardSearch.Held(patient.Resource, systems, card, kind).ToList();
        RequireBindable(call, kind, isHeld: held.Count > 0);
        RequireSameKind(held, kind);
        await RequireFreeAsync(ledger, patient, card, kind, cancellationToken);
        if (held.Find(CardIdentifiers.IsCurrent) is { } bound && CardIdentifiers.StatedKindOf(bound) == kind.Code)
            return new OperationAnswer().AddStored("patient", patient.Key);
        RequireOnlyOne(patient, held, kind);
        Bind(patient.Resource, held, card, kind, call);
        CardHolder.ClaimProfile(patient.Resource);
        ledger.Update(patient);
        CardHolder.Notify(call, ledger, patient.Key, "bound");
        return new OperationAnswer().AddStored("patient", patient.Key);
    }

    /// <summary>The card as it is kept, and its kind.</summary>
    private (Identifier Card, CardKind Kind) CardOf(OperationCall call)
    {
        var card = CardInput.Require(call);
        var kind = CardInput.KindOf(card, systems);
        if (call.Input.Text("kind") is { } stated && stated != kind.Code)
        {
            kind = CardKind.All.FirstOrDefault(k => k.Code == stated && k.System == kind.System)
                ?? throw HealthCardRules.KindDiffers.Refuse(PolicySource.Default, card.System!, stated);
        }

        if (CardIdentifiers.EndOf(card, CardHolder.Day(call.Now)) is { } end)
            throw HealthCardRules.CardExpired.Refuse(PolicySource.Default, end);
        (card.System, card.Use) = (kind.System, null);
        if (kind.Code == CardKind.VisitCard && card.Assigner is null)
        {
            card.Assigner = call.Organization is { Level: not null } hospital
                ? new ResourceReference(hospital.Reference) { Display = hospital.Name }
                : throw HealthCardRules.VisitCardOfNoHospital.Refuse(PolicySource.Default);
        }

        return (card, kind);
    }

    /// <summary>A card stays of the kind that it is. One that says none may be told its own, but an electronic health card is one without saying so.</summary>
    /// <exception cref="FhirException">Refused: the record holds it as a card of another kind.</exception>
    private void RequireSameKind(List<Identifier> held, CardKind kind)
    {
        foreach (var own in held)
        {
            string code = CardKind.Of(own, systems)!.Code;
            if (code != kind.Code && (CardIdentifiers.StatedKindOf(own) is not null || code == CardKind.ElectronicHealthCard))
                throw HealthCardRules.HeldAsOtherKind.Refuse(PolicySource.Default, code, kind.Code);
        }
    }

    /// <exception cref="FhirException">Refused: the pack does not have such cards bound.</exception>
    private static void RequireBindable(OperationCall call, CardKind kind, bool isHeld)
    {
        var bindable = call.Policy.Get<IReadOnlyList<string>>("healthCard", "bindableCards");
        string primary = call.Policy.Get<string>("healthCard", "primaryCard").Value;
        string[] all = [.. bindable.Value.Append(primary).Where(c => c != CardKind.ElectronicHealthCard).Distinct(StringComparer.Ordinal)];
        // The documents say which cards are joined, not that others may not be: that is the pack's own.
        if (!all.Contains(kind.Code, StringComparer.Ordinal))
            throw HealthCardRules.NotBindable.Refuse(PolicySource.Default, kind.Code, string.Join(", ", all));
        var newVisitCards = call.Policy.Get<bool>("healthCard", "newVisitCards");
        if (kind.Code == CardKind.VisitCard && !newVisitCards.Value && !isHeld)
            throw HealthCardRules.NoNewVisitCards.Refuse(newVisitCards.Source);
    }

    /// <exception cref="FhirException">Refused: it is bound to someone else, or is a health card that was issued to someone else, in use or not.</exception>
    private async Task RequireFreeAsync(Ledger ledger, Reading<Patient> patient, Identifier card, CardKind kind, CancellationToken cancellationToken)
    {
        var others = await CardHolder.SearchAsync(ledger, systems, kind.System, card.Value!, cancellationToken);
        if (others.Any(o => o.Key != patient.Key && CardSearch.Held(o.Resource, systems, card, kind).Any(i => CardIdentifiers.IsCurrent(i) || CardKind.Of(i, systems)!.Code == CardKind.ElectronicHealthCard)))
            throw HealthCardRules.BoundElsewhere.Refuse(PolicySource.Default);
    }

    /// <exception cref="FhirException">Refused: there is another card of this kind.</exception>
    private void RequireOnlyOne(Reading<Patient> patient, List<Identifier> held, CardKind kind)
    {
        bool another = patient.Resource.Identifier.Any(i => CardIdentifiers.IsCurrent(i) && !held.Contains(i) && CardKind.Of(i, systems) == kind);
        if (kind.IsSingle && another)
            throw HealthCardRules.OneOfAKind.Refuse(PolicySource.Default, patient.Key, kind.Code);
    }

    private static void Bind(Patient patient, List<Identifier> held, Identifier card, CardKind kind, OperationCall call)
    {
        string today = CardHolder.Day(call.Now);
        if (held.Count == 0)
        {
            card.Period ??= new Period { Start = today };
            CardIdentifiers.SetState(card, CardIdentifiers.Active);
            patient.Identifier.Add(card);
        }

        var bound = held.Find(CardIdentifiers.IsCurrent) ?? held.FirstOrDefault() ?? card;
        if (!CardIdentifiers.IsCurrent(bound) && !CardStates.Take(bound, CardStep.Bind, today))
            throw HealthCardRules.CardEnded.Refuse(PolicySource.Default, CardIdentifiers.StateOf(bound));
        bound.System = kind.System;
        CardIdentifiers.SetKind(bound, kind.Code);
        CardIdentifiers.SetState(bound, CardIdentifiers.StateOf(bound));
    }
}
