using System.Globalization;

namespace FhirHub.Samples.Province;

/// <summary>Residents who check in where it is open round the clock: one with a doctor, with a source that begins soon.</summary>
internal sealed class DutyStage(ProvinceScript script, Cast cast)
{
    public ProvinceStage Stage()
    {
        var pairs = cast.Doctors.Where(d => d.IsOnDuty).Zip(cast.Residents.Skip(cast.Residents.Count / 2)).Take(script.Duty.CheckIns).ToList();
        return new ProvinceStage("Residents who check in now", "residents", pairs.Count, pairs.Select(p => TrackOf(p.First, p.Second)));
    }

    private static ProvinceTrack TrackOf(CastDoctor doctor, CastResident resident) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"check-in-{doctor.Number}"),
        Calls =
        [
            new ProvinceCall
            {
                Name = "look",
                Path = $"Appointment?patient={resident.Reference}&slot.schedule=Schedule/{doctor.ScheduleId}&_sort=-_lastUpdated&_count=1",
                Captures = [new("appointment", "entry[Appointment].resource.id"), new(ProvinceCapture.State, "entry[Appointment].resource.status")],
            },
            new ProvinceCall
            {
                Name = "source",
                Path = $"Slot?schedule=Schedule/{doctor.ScheduleId}&status=free&start=gt@now@&start=lt@soon@&_sort=start&_count=1&_elements=id",
                Captures = [new("slot", "entry[Slot].resource.id") { IsRequired = true }],
            },
            new ProvinceCall
            {
                Name = "book",
                Path = "Appointment/$book",
                Organization = doctor.Institution.Reference,
                Body = Nodes.Parameters(Nodes.Points("slot", "Slot/@slot@"), Nodes.Points("patient", resident.Reference)),
                Captures = [new("appointment", "id") { IsRequired = true }],
                Reaches = "booked",
            },
            new ProvinceCall
            {
                Name = "check-in",
                Path = "Appointment/@appointment@/$check-in",
                Organization = doctor.Institution.Reference,
                Body = Nodes.Parameters(),
                Reaches = "checked-in",
            },
        ],
    };
}
