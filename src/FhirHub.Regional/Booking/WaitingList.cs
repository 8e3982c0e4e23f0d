using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>Offers a source that has come back to who waits for it: the first whose wishes it meets.</summary>
internal sealed class WaitingList(OperationCall call, Ledger ledger)
{
    private const int Considered = 50;

    /// <summary>Holds the source for the first of them; nobody may be waiting.</summary>
    public async Task OfferAsync(Reading<Slot> slot, Policy policy, BookingDesk desk, CancellationToken cancellationToken)
    {
        string codes = string.Join(',', slot.Resource.ServiceType.SelectMany(t => t.Coding).Select(c => Uri.EscapeDataString($"{c.System}|{c.Code}")));
        if (codes.Length == 0)
            return;
        var waiting = await ledger.SearchAsync<Appointment>($"status=waitlist&service-type={codes}&_sort=waiting-since", Considered, cancellationToken);
        if (waiting.FirstOrDefault(w => Wants(w.Resource, slot.Resource)) is not { } first)
            return;
        BookingDesk.At(first.Resource, slot);
        BookingDesk.Hold(first.Resource, slot.Resource, call.Now.AddMinutes(policy.Get<int>("booking", "offerMinutes").Value));
        ledger.Update(first);
        ledger.Update(slot);
        desk.Tell("offered", first.Reference, BookingTerms.PatientOf(first.Resource), policy);
    }

    private static bool Wants(Appointment entry, Slot slot)
    {
        // Staged in this call already: offered another source.
        if (entry.Status != Appointment.AppointmentStatus.Waitlist)
            return false;
        var wishes = BookingTerms.WaitingFor(entry);
        ResourceKey?[] whose = [References.Find(BookingTerms.OrganizationOf(slot)), References.Find(BookingTerms.PractitionerOf(slot))];
        return entry.RequestedPeriod.Exists(p =>
                p.StartElement?.ToDateTimeOffset(ChinaTime.Offset) <= slot.Start && slot.Start < p.EndElement?.ToDateTimeOffset(ChinaTime.Offset))
            && wishes.GroupBy(w => w.Type).All(kind => kind.Any(w => whose.Contains(w)));
    }
}
