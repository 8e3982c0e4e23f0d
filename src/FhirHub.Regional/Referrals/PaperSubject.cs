using FhirHub.Engine.Indexing;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Whom a resource is about, whatever its type.</summary>
internal static class PaperSubject
{
    private static readonly string[] Elements = ["subject", "patient", "for", "beneficiary"];

    /// <summary>Usually one; none where it does not say.</summary>
    public static IReadOnlyList<ResourceReference> Of(Resource resource) => resource switch
    {
        Patient patient => [new ResourceReference("Patient/" + patient.Id)],
        Appointment appointment => [.. appointment.Participant.Select(p => p.Actor).OfType<ResourceReference>().Where(a => References.Find(a) is { Type: "Patient" })],
        Bundle { Type: Bundle.BundleType.Document, Entry: [{ Resource: Composition first }, ..] } => Of(first),
        _ => [.. resource.EnumerateElements().Where(e => Elements.Contains(e.Key)).SelectMany(e => e.Value as IEnumerable<Base> ?? [(e.Value as Base)!]).OfType<ResourceReference>()],
    };

    /// <summary>Whether resources of this type are about somebody; an institution or a drug is not.</summary>
    public static bool IsNeeded(Resource resource) => resource is Bundle or Binary or Parameters || Compartments.Parameters("Patient", resource.TypeName).Count > 0;
}
