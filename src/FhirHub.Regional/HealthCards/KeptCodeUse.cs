using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>Readings of codes that count once: without them a code would count again.</summary>
internal sealed class KeptCodeUse() : KeptRecord<AuditEvent>(HealthCardRules.Kept, "Patient/$resolve-health-card")
{
    public override bool Keeps(AuditEvent resource) => resource.Id?.StartsWith(ResolveHealthCard.CodeUses, StringComparison.Ordinal) == true;
}
