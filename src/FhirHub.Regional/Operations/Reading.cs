using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>A resource as an operation has read it; it may change it, and stage the change in its <see cref="Ledger"/>.</summary>
public sealed record Reading<T>(ResourceKey Key, long Version, T Resource)
    where T : Resource
{
    /// <summary>A reference to it, whatever its version.</summary>
    public ResourceReference Reference => new(Key.ToString());
}
