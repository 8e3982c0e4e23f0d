using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using static Hl7.Fhir.Model.Appointment.AppointmentStatus;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary>
/// Appointments that an operation made or took over. That the visit took place, or that the patient did not come, is the institution's to write. An
/// appointment that no operation made lays no claim to a source that is kept.
/// </summary>
internal sealed class KeptAppointment() : KeptType<Appointment>(BookingRules.Kept, "Appointment/$hold, $book, $wait, $cancel, $reschedule or $check-in")
{
    private const string Status = "status";
    private static readonly AppointmentStatus?[] Live = [Pending, Booked, Arrived, CheckedIn];
    private static readonly string[] Own = [BookingTerms.HoldExpiresUrl, BookingTerms.QueueNumberUrl, BookingTerms.WaitingSinceUrl];

    public override IReadOnlyList<string> Marks { get; } = ["\"slot\"", .. Own.Select(u => u[(u.LastIndexOf('/') + 1)..])];

    public override IReadOnlyList<KeptElement<Appointment>> Elements { get; } =
    [
        new(Status, a => [a.StatusElement]),
        new("slot", a => a.Slot),
        new("start", a => [a.StartElement]),
        new("end", a => [a.EndElement]),
        new("participant", a => a.Participant.Select(p => p.Actor).Where(r => References.Find(r)?.Type is "Patient" or "Practitioner" or "PractitionerRole")),
        new("serviceType", a => a.ServiceType),
        new("basedOn", a => a.BasedOn),
        new("requestedPeriod", a => a.RequestedPeriod),
        KeptElement<Appointment>.Extension(BookingTerms.HoldExpiresUrl, a => a.Extension),
        KeptElement<Appointment>.Extension(BookingTerms.QueueNumberUrl, a => a.Extension),
        KeptElement<Appointment>.Extension(BookingTerms.WaitingSinceUrl, a => a.Extension),
        KeptElement<Appointment>.Extension(BookingTerms.WaitingForUrl, a => a.Extension),
    ];

    public override bool Keeps(Appointment resource) => true;

    public override bool HasEnded(Appointment resource) => resource.Status is Cancelled or Fulfilled or Noshow;

    protected override bool IsOwn(string element, Appointment before, Appointment after) =>
        element == Status && before.Status is Booked or Arrived or CheckedIn or Fulfilled or Noshow && after.Status is Fulfilled or Noshow;

    protected override IEnumerable<string> MadeBy(Appointment resource) =>
        resource.Extension.Where(e => Own.Contains(e.Url)).Select(e => $"extension('{e.Url![(e.Url!.LastIndexOf('/') + 1)..]}')").Distinct();

    protected override IEnumerable<ResourceKey> ClaimsOf(Appointment resource) =>
        Live.Contains(resource.Status) ? resource.Slot.Select(References.Find).OfType<ResourceKey>().Where(k => k.Type == "Slot").Distinct() : [];
}
