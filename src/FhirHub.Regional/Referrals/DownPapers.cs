using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>What a patient who is referred down takes along.</summary>
/// <param name="Patient">Who.</param>
/// <param name="Plan">Of further treatment and rehabilitation; null where the policy does without.</param>
/// <param name="Summary">The discharge summary; null for none.</param>
internal sealed record DownPapers(ResourceKey Patient, ResourceReference? Plan, ResourceReference? Summary);
