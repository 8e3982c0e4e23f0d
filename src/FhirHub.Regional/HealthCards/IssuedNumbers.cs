using System.Security.Cryptography;
using System.Text;
using FhirHub.Engine.Resources;
using FhirHub.Regional.HealthCards.Keys;
using FhirHub.Regional.HealthCards.Numbers;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>
/// The numbers that were ever issued: an AuditEvent each, under an id made of the number's hash, which stays when the resident's record goes. A number that was
/// lost with one record is not the number of the next.
/// </summary>
internal static class IssuedNumbers
{
    private const int HashDigits = 40;

    /// <summary>The next number of a person, which is noted down.</summary>
    /// <param name="call">That issues the card.</param>
    /// <param name="ledger">Where it is noted.</param>
    /// <param name="keys">Make the number.</param>
    /// <param name="document">Of the person.</param>
    /// <param name="cards">Health cards that the record shows, those of the past included.</param>
    /// <param name="cancellationToken">Given up.</param>
    public static async Task<string> NextAsync(OperationCall call, Ledger ledger, HealthCardKeys keys, PersonalDocument document, int cards, CancellationToken cancellationToken)
    {
        for (int issue = cards + 1; ; issue++)
        {
            string number = keys.NumberOf(document, issue);
            string id = "card-number-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(number)))[..HashDigits];
            if (await ledger.FindAsync<AuditEvent>(new ResourceKey("AuditEvent", id), cancellationToken) is not null)
                continue;
            ledger.Create(Journal.Audit(call, AuditEvent.AuditEventOutcome.N0, null, [new ResourceReference { Display = "电子健康卡号 The number of a health card" }]), id);
            return number;
        }
    }
}
