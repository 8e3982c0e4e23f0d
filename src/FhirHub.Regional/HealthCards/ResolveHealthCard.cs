using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.HealthCards.Codes;
using FhirHub.Regional.HealthCards.Keys;
using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary><c>Patient/$resolve-health-card</c>: who bears a code or card, what state it is in, and what it serves the calling institution for.</summary>
internal sealed class ResolveHealthCard(HealthCardKeys keys, IdentifierSystems systems) : IRegionalOperation
{
    /// <summary>How the ids of AuditEvents begin that are records of a code's use.</summary>
    public const string CodeUses = "card-code-";

    public OperationSignature Signature { get; } = new("resolve-health-card", "Patient", "resolve-health-card", OperationLevel.Type, AffectsState: true)
    {
        TraceEvent = "card-resolved",
        NeedsOrganization = true,
        TellsNow = true,
    };

    // Of two who read a code at the same time, one is the first.
    public IReadOnlyCollection<string> Turns(OperationCall call) =>
        call.Input.Text("code") is { } token && CodeToken.Read(token, keys).Code is { IsSingleUse: true } code ? ["card-code:" + code.Id] : [];

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (call.Input.Has("code") == call.Input.Has("card"))
            throw Fault.Invalid("code-or-card", "Give a code, or a card: one of the two.", "请给出健康卡码或卡，二者取一。");
        var code = call.Input.Text("code") is { } token ? Read(token, call) : null;
        if (code is { IsSingleUse: true })
            await RequireUnusedAsync(ledger, code, cancellationToken);
        var found = code is not null
            ? await FindAsync(ledger, new Identifier(CardIdentifiers.HealthCard, code.CardNumber), cancellationToken)
            : await FindAsync(call, ledger, CardInput.Require(call), cancellationToken);
        string today = CardHolder.Day(call.Now);
        var allowed = CardUse.Of(call.Policy, found, today);
        if (call.Input.Text("purpose") is { } purpose)
            CardUse.Require(allowed, found, purpose, today);
        Trace(call, ledger, code, found.Patient.Key);
        var answer = new OperationAnswer().AddStored("patient", found.Patient.Key).Add("state", new Code(found.State));
        foreach (string step in allowed.Value)
            answer.Add("allowed", new Code(step));
        return answer;
    }

    /// <exception cref="FhirException">Refused: it is no code of this server, or does not count any more.</exception>
    private CardCode Read(string token, OperationCall call)
    {
        var reading = CodeToken.Read(token, keys);
        if (reading.Code is not { } code)
        {
            var rule = reading.Fault switch
            {
                CodeFault.KeyUnknown => HealthCardRules.CodeKeyUnknown,
                CodeFault.Tampered => HealthCardRules.CodeTampered,
                _ => HealthCardRules.CodeMalformed,
            };
            throw rule.Refuse(PolicySource.Default);
        }

        return code.Expires is { } end && end <= call.Now
            ? throw HealthCardRules.CodeExpired.Refuse(call.Policy.Get<int>("healthCard", "dynamicCodeMinutes").Source, end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            : code;
    }

    /// <summary>The trace of a code's use is the record that it was used.</summary>
    private static async Task RequireUnusedAsync(Ledger ledger, CardCode code, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync<AuditEvent>(new ResourceKey("AuditEvent", TraceId(code)), cancellationToken) is not null)
            throw HealthCardRules.CodeUsed.Refuse(PolicySource.Default);
    }

    private static void Trace(OperationCall call, Ledger ledger, CardCode? code, ResourceKey patient)
    {
        var audit = Journal.Audit(call, AuditEvent.AuditEventOutcome.N0, null, [new ResourceReference(patient.ToString())]);
        if (code is { IsSingleUse: true })
            ledger.Create(audit, TraceId(code));
        else
            ledger.Create(audit);
    }

    private static string TraceId(CardCode code) => CodeUses + code.Id;

    private async Task<FoundCard> FindAsync(OperationCall call, Ledger ledger, Identifier card, CancellationToken cancellationToken)
    {
        if (DocumentKind.All.Any(k => k.System == systems.PreferredOf(card.System)))
        {
            PresentedCard.RequireCardless(call.Policy);
            return await CardlessAsync(ledger, card, cancellationToken);
        }

        CardInput.KindOf(card, systems);
        return await FindAsync(ledger, card, cancellationToken);
    }

    /// <summary>A resident without a card at hand, by the document: it stands for the health card.</summary>
    private async Task<FoundCard> CardlessAsync(Ledger ledger, Identifier document, CancellationToken cancellationToken)
    {
        string system = systems.PreferredOf(document.System)!;
        var found = await CardHolder.SearchAsync(ledger, systems, system, document.Value!, cancellationToken);
        var holders = found.Where(p => PersonalDocument.IsOf(p.Resource.Identifier, systems, system, document.Value!)).Select(p => (Patient: p, Card: CardIdentifiers.HealthCardsOf(p.Resource, systems).FirstOrDefault(CardIdentifiers.IsCurrent))).Where(h => h.Card is not null).ToList();
        return holders switch
        {
            [] => throw HealthCardRules.CardUnknown.Refuse(PolicySource.Default),
            [var (patient, card)] => new FoundCard(patient, card!, CardKind.Of(card!, systems)!),
            _ => throw HealthCardRules.CardAmbiguous.Refuse(PolicySource.Default),
        };
    }

    /// <summary>The card's bearer: who has it now goes before who had it.</summary>
    private async Task<FoundCard> FindAsync(Ledger ledger, Identifier card, CancellationToken cancellationToken)
    {
        var kind = CardKind.Of(card, systems)!;
        var found = await CardHolder.SearchAsync(ledger, systems, kind.System, card.Value!, cancellationToken);
        var held = found
            .SelectMany(p => CardSearch.Held(p.Resource, systems, card, kind).Select(c => new FoundCard(p, c, CardKind.Of(c, systems)!)))
            .Where(f => f.State != CardIdentifiers.Unbound).ToList();
        var current = held.Where(f => CardIdentifiers.IsCurrent(f.Card)).ToList();
        var best = (current.Count > 0 ? current : held).DistinctBy(f => f.Patient.Key).ToList();
        return best switch
        {
            [] => throw HealthCardRules.CardUnknown.Refuse(PolicySource.Default),
            [var only] => only,
            _ => throw HealthCardRules.CardAmbiguous.Refuse(PolicySource.Default),
        };
    }
}
