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
        var card = call.Input.Get<Identifier>("card");
        return [$"card:{systems.PreferredOf(card.System)}|{card.Value}"];
    }

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await CardHolder.GetAsync(call, ledger, cancellationToken);
        var (card, kind) = CardOf(call);
        var held = patient.Resource.Identifier.Where(i => systems.AreSame(i, kind.System, card.Value!) && CardSearch.SameHospital(i, card, kind)).ToList();
        RequireBindable(call, kind, isHeld: held.Count > 0);
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
        var given = call.Input.Get<Identifier>("card");
        if (string.IsNullOrWhiteSpace(given.System) || string.IsNullOrWhiteSpace(given.Value))
            throw FhirException.Invalid("card-incomplete", "A card has a system and a value.", call.Input.PathOf("card")).InChinese("卡须有 system 和 value。");
        var kind = CardKind.Of(given, systems) ?? throw HealthCardRules.NoCardSystem.Refuse(PolicySource.Default, given.System);
        if (call.Input.Text("kind") is { } stated && stated != kind.Code)
        {
            kind = CardKind.All.FirstOrDefault(k => k.Code == stated && k.System == kind.System)
                ?? throw HealthCardRules.KindDiffers.Refuse(PolicySource.Default, given.System, stated);
        }

        var card = (Identifier)given.DeepCopy();
        (card.System, card.Value, card.Use) = (kind.System, given.Value.Trim(), null);
        if (kind.Code == CardKind.VisitCard && card.Assigner is null)
        {
            card.Assigner = call.Organization is { Level: not null } hospital
                ? new ResourceReference(hospital.Reference) { Display = hospital.Name }
                : throw HealthCardRules.VisitCardOfNoHospital.Refuse(PolicySource.Default);
        }

        return (card, kind);
    }

    /// <exception cref="FhirException">Refused: the pack does not have such cards bound.</exception>
    private static void RequireBindable(OperationCall call, CardKind kind, bool isHeld)
    {
        var bindable = call.Policy.Get<IReadOnlyList<string>>("healthCard", "bindableCards");
        string primary = call.Policy.Get<string>("healthCard", "primaryCard").Value;
        string[] all = [.. bindable.Value.Append(primary).Where(c => c != CardKind.ElectronicHealthCard).Distinct(StringComparer.Ordinal)];
        if (!all.Contains(kind.Code, StringComparer.Ordinal))
            throw HealthCardRules.NotBindable.Refuse(bindable.Source, kind.Code, string.Join(", ", all));
        var newVisitCards = call.Policy.Get<bool>("healthCard", "newVisitCards");
        if (kind.Code == CardKind.VisitCard && !newVisitCards.Value && !isHeld)
            throw HealthCardRules.NoNewVisitCards.Refuse(newVisitCards.Source);
    }

    /// <exception cref="FhirException">Refused: it is bound to someone else.</exception>
    private async Task RequireFreeAsync(Ledger ledger, Reading<Patient> patient, Identifier card, CardKind kind, CancellationToken cancellationToken)
    {
        var others = await CardHolder.SearchAsync(ledger, systems, kind.System, card.Value!, cancellationToken);
        if (others.Any(o => o.Key != patient.Key && CardSearch.Held(o.Resource, systems, card, kind).Any(CardIdentifiers.IsCurrent)))
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
        else if (!CardIdentifiers.IsCurrent(held[0]) && !CardStates.Take(held[0], CardStep.Bind, today))
        {
            throw HealthCardRules.CardEnded.Refuse(PolicySource.Default, CardIdentifiers.StateOf(held[0]));
        }

        var bound = held.Count == 0 ? card : held[0];
        bound.System = kind.System;
        CardIdentifiers.SetKind(bound, kind.Code);
        CardIdentifiers.SetState(bound, CardIdentifiers.StateOf(bound));
    }
}
