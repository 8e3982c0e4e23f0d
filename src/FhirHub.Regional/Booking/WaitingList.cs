using FhirHub.Engine.Resources;
using FhirHub.Regional.HealthCards;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary>
/// Offers a source that has come back to who waits for it: the first whose wishes it meets, and who may have it. What is waited for in vain is ended when it is met.
/// </summary>
internal sealed class WaitingList(OperationCall call, Ledger ledger, BookingDesk desk)
{
    private const string Reasons = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";

    /// <summary>Entries that are looked at first, and at most.</summary>
    private const int First = 50, Most = 2000;

    /// <summary>Of whom it is asked whether they may have the source.</summary>
    private const int MaxAsked = 50;

    /// <summary>Entries that one call ends: what it writes stays small.</summary>
    private const int MaxEnded = 100;

    /// <summary>Holds the source for the first of them; nobody may be waiting.</summary>
    public async Task OfferAsync(Reading<Slot> slot, Policy policy, CancellationToken cancellationToken)
    {
        string codes = string.Join(',', slot.Resource.ServiceType.SelectMany(t => t.Coding).Where(c => c.Code is not null).Select(c => SoughtCoding.Encoded(c)));
        if (codes.Length == 0)
            return;
        var checks = new BookingChecks(call, ledger, policy);
        int asked = 0, ended = 0, seen = 0;
        foreach (int limit in new[] { First, Most })
        {
            var waiting = await ledger.SearchAsync<Appointment>($"status=waitlist&service-type={codes}&_sort=waiting-since", limit, cancellationToken);
            foreach (var entry in waiting.Skip(seen).Where(w => w.Resource.Status == AppointmentStatus.Waitlist))
            {
                bool wants = Wants(entry.Resource, slot.Resource);
                if (IsOver(entry.Resource, call.Now) || (wants && await IsGoneAsync(entry.Resource, cancellationToken)))
                {
                    if (ended++ < MaxEnded)
                        await EndAsync(entry, cancellationToken);
                }
                else if (wants && await MayHaveAsync(entry.Resource, slot, checks, cancellationToken))
                {
                    await OfferAsync(entry, slot, policy, cancellationToken);
                    return;
                }
                else if (wants && ++asked == MaxAsked)
                {
                    return;
                }
            }

            seen = waiting.Count;
            if (seen < limit)
                return;
        }
    }

    /// <summary>Whether the time that somebody waits for is past.</summary>
    public static bool IsOver(Appointment entry, DateTimeOffset now) => !entry.RequestedPeriod.Exists(p => EndOf(p) is not { } end || end > now);

    /// <summary>Ends what is waited for in vain.</summary>
    public async Task EndAsync(Reading<Appointment> entry, CancellationToken cancellationToken)
    {
        entry.Resource.Status = AppointmentStatus.Cancelled;
        entry.Resource.CancelationReason = new CodeableConcept(Reasons, "other") { Text = "候补结束 Nothing is waited for any more" };
        ledger.Update(entry);
        await desk.TellAsync("wait-ended", entry.Reference, entry.Resource, cancellationToken);
    }

    private async Task OfferAsync(Reading<Appointment> entry, Reading<Slot> slot, Policy policy, CancellationToken cancellationToken)
    {
        BookingDesk.At(entry.Resource, slot);
        BookingDesk.Hold(entry.Resource, slot.Resource, call.Now.AddMinutes(policy.Get<int>("booking", "offerMinutes").Value));
        ledger.Update(entry);
        ledger.Update(slot);
        await desk.TellAsync("offered", entry.Reference, entry.Resource, cancellationToken);
    }

    /// <summary>Whether the patient is none any more: deleted, not active, or deceased.</summary>
    private async Task<bool> IsGoneAsync(Appointment entry, CancellationToken cancellationToken) =>
        BookingTerms.PatientOf(entry) is not { } key
        || await ledger.FindAsync<Patient>(key, cancellationToken) is not { } patient
        || patient.Resource.Active == false
        || CardHolder.IsDeceased(patient.Resource);

    /// <summary>Whether the rules of booking let the patient have it; whose appointments are counted, takes turns with their other calls.</summary>
    private async Task<bool> MayHaveAsync(Appointment entry, Reading<Slot> slot, BookingChecks checks, CancellationToken cancellationToken)
    {
        var patient = BookingTerms.PatientOf(entry)!.Value;
        await ledger.TurnAsync(BookingTurns.OfPatient(patient), cancellationToken);
        return (await checks.FindAsync(slot, patient, basedOn: null, moving: null, cancellationToken)).Issues.Count == 0;
    }

    private static bool Wants(Appointment entry, Slot slot)
    {
        var wishes = BookingTerms.WaitingFor(entry);
        ResourceKey?[] whose = [References.Find(BookingTerms.OrganizationOf(slot)), References.Find(BookingTerms.PractitionerOf(slot))];
        return entry.RequestedPeriod.Exists(p => p.StartElement?.ToDateTimeOffset(ChinaTime.Offset) <= slot.Start && slot.Start < EndOf(p))
            && wishes.GroupBy(w => w.Type).All(kind => kind.Any(w => whose.Contains(w)));
    }

    private static DateTimeOffset? EndOf(Period period) => period.EndElement?.ToDateTimeOffset(ChinaTime.Offset);
}
