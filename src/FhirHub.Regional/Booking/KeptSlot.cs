using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using static Hl7.Fhir.Model.Slot.SlotStatus;

namespace FhirHub.Regional.Booking;

/// <summary>
/// Sources: those that were published, and those that somebody has. A source that nobody has the institution may block, or withdraw by deleting it; one whose
/// time is over it may delete.
/// </summary>
internal sealed class KeptSlot(TimeProvider time) : KeptType<Slot>(BookingRules.Kept, "Schedule/[id]/$publish, Appointment/$hold, $book, $cancel or $reschedule")
{
    private const string Status = "status";

    public override IReadOnlyList<KeptElement<Slot>> Elements { get; } =
    [
        new(Status, s => [s.StatusElement]),
        new("start", s => [s.StartElement]),
        new("end", s => [s.EndElement]),
        new("schedule", s => [s.Schedule]),
        new("serviceType", s => s.ServiceType),
        new("identifier", s => s.Identifier.Where(i => i.System == BookingTerms.SourceNumbers)),
        KeptElement<Slot>.Extension(BookingTerms.SourceUrl, s => s.Extension),
        KeptElement<Slot>.Extension(BookingTerms.ReservedForUrl, s => s.Extension),
    ];

    public override bool Keeps(Slot resource) => BookingTerms.IsPublished(resource) || IsTaken(resource);

    public override bool HasEnded(Slot resource) => !IsTaken(resource) || resource.End <= time.GetUtcNow();

    protected override bool IsOwn(string element, Slot before, Slot after) =>
        element == Status && before.Status is Free or BusyUnavailable && after.Status is Free or BusyUnavailable or EnteredInError;

    private static bool IsTaken(Slot slot) => slot.Status is Busy or BusyTentative;
}
