using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>A request of a chain, and what belongs to it.</summary>
internal sealed record ReferralLink(ResourceKey Key, ServiceRequest Request)
{
    public List<ResourceKey> Tasks { get; } = [];

    /// <summary>Patient, institutions, people.</summary>
    public List<ResourceKey> Parties { get; } = [];

    /// <summary>Summary, consent, plan, reports.</summary>
    public List<ResourceKey> Papers { get; } = [];

    /// <summary>Encounters, appointments, beds.</summary>
    public List<ResourceKey> Visits { get; } = [];

    /// <summary>Who did what.</summary>
    public List<ResourceKey> Traces { get; } = [];
}
