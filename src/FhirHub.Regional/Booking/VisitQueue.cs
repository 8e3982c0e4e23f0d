using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary>Who has checked in at one schedule on one day.</summary>
internal sealed record VisitQueue(IReadOnlyList<Appointment> Numbered)
{
    private const int MaxOfDay = 10_000;

    /// <summary>Those that may have a number: who has not checked in has none, and nobody cancels after.</summary>
    private const string Numberable = "checked-in,arrived,fulfilled,noshow,entered-in-error";

    /// <summary>The number that comes next: none is given twice, even to who has left.</summary>
    public int Next => 1 + Numbered.Select(a => BookingTerms.QueueNumber(a)!.Value).DefaultIfEmpty(0).Max();

    /// <summary>How many with a lower number have not been seen.</summary>
    public int Ahead(int number) => Numbered.Count(a => a.Status is AppointmentStatus.CheckedIn or AppointmentStatus.Arrived && BookingTerms.QueueNumber(a) < number);

    /// <summary>What those take turns by who get a number.</summary>
    public static string TurnOf(Appointment appointment, Slot slot) => $"queue:{ScheduleOf(slot)}:{ChinaTime.DayOf(appointment.Start!.Value):yyyyMMdd}";

    public static async Task<VisitQueue> OfAsync(Appointment appointment, Slot slot, Ledger ledger, CancellationToken cancellationToken)
    {
        var day = ChinaTime.DayOf(appointment.Start!.Value);
        string from = ChinaTime.ForSearch(ChinaTime.Begin(day)), to = ChinaTime.ForSearch(ChinaTime.Begin(day.AddDays(1)));
        var found = await ledger.SearchAsync<Appointment>($"slot.schedule={ScheduleOf(slot)}&date=ge{from}&date=lt{to}&status={Numberable}", MaxOfDay, cancellationToken);
        return new VisitQueue([.. found.Select(a => a.Resource).Where(a => BookingTerms.QueueNumber(a) is not null)]);
    }

    private static ResourceKey ScheduleOf(Slot slot) => References.KeyOf(slot.Schedule, "Schedule", "Slot.schedule");
}
