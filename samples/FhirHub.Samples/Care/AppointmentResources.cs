using FhirHub.Samples.Institutions;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Writes an appointment to come: the Slot, busy, and the Appointment.</summary>
internal sealed class AppointmentResources(DateOnly until, ResourceSink sink)
{
    public void Write(SeededRandom random, PatientFile file, Department department, Doctor doctor)
    {
        if (doctor.TakeSlot(until) is not { } slot)
            return;
        DoctorResources.WriteSlot(sink, department, doctor, slot, "busy");
        var made = until.ToDateTime(new TimeOnly(8, 0)).AddMinutes(-random.Between(0, 10_000));
        sink.Add("Appointment", file.NextAppointment(), (file, department, doctor, slot, made), static (w, s) =>
            Members(w, s.file, s.department, s.doctor, "booked", s.slot.Id, (s.slot.Start, s.slot.Start + Doctor.SlotLength), s.made));
    }

    /// <param name="status">A code of http://hl7.org/fhir/ValueSet/appointmentstatus.</param>
    /// <param name="slot">Null where it is long over.</param>
    public static void Members(
        ResourceWriter writer, PatientFile file, Department department, Doctor doctor, string status, string? slot, (DateTime Start, DateTime End) time, DateTime made)
    {
        writer.Member("status"u8, status)
            .Concepts("serviceType"u8, Systems.Department, department.Specialty.Code, department.Specialty.Name)
            .Concept("appointmentType"u8, Systems.Hl7 + "v2-0276", "ROUTINE")
            .Member("start"u8, time.Start)
            .Member("end"u8, time.End);
        if (slot is not null)
            writer.References("slot"u8, "Slot", slot);
        writer.Member("created"u8, made).OpenList("participant"u8)
            .Open().Reference("actor"u8, "Patient", file.Id, file.Person.Name.Text).Member("status"u8, "accepted"u8).Close()
            .Open().Reference("actor"u8, "Practitioner", doctor.Id, doctor.Person.Name.Text).Member("status"u8, "accepted"u8).Close()
            .CloseList();
    }
}
