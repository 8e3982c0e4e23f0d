using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>Who wants the same source takes turns, and so do the calls for one patient, whose appointments are counted.</summary>
internal static class BookingTurns
{
    public static IReadOnlyCollection<string> Of(OperationCall call)
    {
        var turns = new List<string>();
        if (References.Find(call.Input.Find<ResourceReference>("slot")) is { } slot)
            turns.Add($"slot:{slot}");
        if (References.Find(call.Input.Find<ResourceReference>("patient")) is { } patient)
            turns.Add(OfPatient(patient));
        return turns;
    }

    public static string OfPatient(ResourceKey patient) => $"appointments:{patient}";

    /// <summary>The source and the patient that a call names.</summary>
    public static (ResourceKey Slot, ResourceKey Patient) Read(OperationCall call) => (
        References.KeyOf(call.Input.Get<ResourceReference>("slot"), "Slot", call.Input.PathOf("slot")),
        References.KeyOf(call.Input.Get<ResourceReference>("patient"), "Patient", call.Input.PathOf("patient")));
}
