using FhirHub.Regional.HealthCards.Codes;
using FhirHub.Regional.HealthCards.Keys;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary><c>Patient/[id]/$health-card-code</c>: a code that stands for the resident's card, for a while or for good. Nothing is stored but its trace.</summary>
internal sealed class HealthCardCode(HealthCardKeys keys, IdentifierSystems systems) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("health-card-code", "Patient", "health-card-code", OperationLevel.Instance, AffectsState: true) { TraceEvent = "card-code-made" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await CardHolder.GetAsync(call, ledger, cancellationToken);
        var card = CardIdentifiers.HealthCardsOf(patient.Resource, systems).FirstOrDefault(c => CardIdentifiers.IsCurrent(c) && CardIdentifiers.StateOf(c) == CardIdentifiers.Active)
            ?? throw HealthCardRules.NoActiveCard.Refuse(PolicySource.Default, patient.Key);
        var code = CardCode.New(card.Value!, call.Now);
        if (call.Input.Flag("dynamic") != false)
        {
            code = code with
            {
                Expires = code.Issued.AddMinutes(call.Policy.Get<int>("healthCard", "dynamicCodeMinutes").Value),
                IsSingleUse = call.Policy.Get<bool>("healthCard", "dynamicCodeSingleUse").Value,
            };
        }

        string token = CodeToken.Write(code, keys.Current(call.Policy.Get<string>("healthCard", "cryptographicSuite").Value));
        ledger.Create(Journal.Audit(call, AuditEvent.AuditEventOutcome.N0, null, [patient.Reference]));
        var answer = new OperationAnswer().Add("token", new FhirString(token));
        if (call.Input.Text("format") is "png" or "svg")
            answer.Add("image", QrImage.Of(token, call.Input.Text("format")!));
        return answer.Add("expires", code.Expires is { } end ? new Instant(end) : null);
    }
}
