using System.Globalization;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Institutions;

/// <summary>Writes a doctor: Practitioner, PractitionerRole, Schedule and the first free Slots.</summary>
internal sealed class DoctorResources(DateOnly until, ResourceSink sink)
{
    private const int FreeSlots = 3;

    public void Write(Institution institution, Department department, Doctor doctor)
    {
        sink.Add("Practitioner", doctor.Id, (institution, doctor), static (w, s) => WritePractitioner(w, s.institution, s.doctor));
        sink.Add("PractitionerRole", doctor.RoleId, (institution, department, doctor), static (w, s) => w
            .Member("active"u8, true)
            .Reference("practitioner"u8, "Practitioner", s.doctor.Id, s.doctor.Person.Name.Text)
            .Reference("organization"u8, "Organization", s.department.Id, s.institution.Name + s.department.Specialty.Name)
            .Concepts("code"u8, Systems.Hl7 + "practitioner-role", "doctor", "Doctor", "医师")
            .Concepts("specialty"u8, Systems.Department, s.department.Specialty.Code, s.department.Specialty.Name)
            .References("location"u8, "Location", s.institution.LocationId));
        sink.Add("Schedule", doctor.ScheduleId, (department, doctor, until), static (w, s) => w
            .Member("active"u8, true)
            .Concepts("serviceType"u8, Systems.Department, s.department.Specialty.Code, s.department.Specialty.Name)
            .OpenList("actor"u8)
            .Reference("PractitionerRole", s.doctor.RoleId)
            .Reference("Practitioner", s.doctor.Id, s.doctor.Person.Name.Text)
            .CloseList()
            .Period("planningHorizon"u8, s.until.AddDays(1).ToDateTime(TimeOnly.MinValue), s.until.AddDays(Doctor.ScheduleDays + 1).ToDateTime(TimeOnly.MinValue)));
        for (int i = 0; i < FreeSlots; i++)
            WriteSlot(sink, department, doctor, doctor.TakeSlot(until)!.Value, "free");
    }

    /// <param name="status">A code of http://hl7.org/fhir/ValueSet/slotstatus.</param>
    public static void WriteSlot(ResourceSink sink, Department department, Doctor doctor, (string Id, DateTime Start) slot, string status) =>
        sink.Add("Slot", slot.Id, (department, doctor, slot, status), static (w, s) => w
            .Concepts("serviceType"u8, Systems.Department, s.department.Specialty.Code, s.department.Specialty.Name)
            .Reference("schedule"u8, "Schedule", s.doctor.ScheduleId)
            .Member("status"u8, s.status)
            .Member("start"u8, s.slot.Start)
            .Member("end"u8, s.slot.Start + Doctor.SlotLength));

    private static void WritePractitioner(ResourceWriter writer, Institution institution, Doctor doctor)
    {
        string province = institution.County.Prefecture.Province.Code;
        string licence = string.Create(CultureInfo.InvariantCulture, $"110{province}0000{doctor.Number:D6}");
        writer.OpenList("identifier"u8)
            .OpenIdentifier("official"u8, "MD", "医师执业证书编码", Systems.Licence, licence).Close()
            .CloseList()
            .Member("active"u8, true)
            .OpenList("name"u8);
        doctor.Person.Name.Write(writer).CloseList()
            .OpenList("telecom"u8).Phone(doctor.Person.Phone, "work"u8).CloseList()
            .Member("gender"u8, doctor.Person.Gender)
            .Member("birthDate"u8, doctor.Person.Birth)
            .OpenList("qualification"u8).Open()
            .Concept("code"u8, Systems.Title, doctor.Title.Code, doctor.Title.Name, doctor.Title.Name)
            .Close().CloseList();
    }
}
