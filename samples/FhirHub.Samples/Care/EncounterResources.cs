using FhirHub.Samples.Institutions;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Writes a visit itself: the Appointment that led to it, the Encounter, and the Condition that it found.</summary>
internal sealed class EncounterResources(ResourceSink sink)
{
    public void Write(SeededRandom random, Visit visit)
    {
        string? appointment = visit.Kind == VisitKind.Outpatient && random.Chance(120) ? WritePastAppointment(random, visit) : null;
        int problem = visit.File.Problems.FindIndex(p => p.Disease == visit.Disease);
        visit.ConditionId = problem >= 0 ? visit.File.Problems[problem].ConditionId : null;
        sink.Add("Encounter", visit.EncounterId, (visit, appointment), static (w, s) => WriteEncounter(w, s.visit, s.appointment));
        if (visit.ConditionId is not null)
            return;
        visit.ConditionId = visit.File.NextCondition();
        if (problem >= 0)
            visit.File.Problems[problem] = (visit.Disease, visit.ConditionId);
        sink.Add("Condition", visit.ConditionId, visit, static (w, v) => WriteCondition(w, v));
    }

    private string WritePastAppointment(SeededRandom random, Visit visit)
    {
        string id = visit.File.NextAppointment();
        var made = visit.Start.AddMinutes(-random.Between(600, 20_000));
        sink.Add("Appointment", id, (visit, made), static (w, s) =>
            AppointmentResources.Members(w, s.visit.File, s.visit.Department, s.visit.Doctor, "fulfilled", null, (s.visit.Start, s.visit.End), s.made));
        return id;
    }

    private static void WriteEncounter(ResourceWriter writer, Visit visit, string? appointment)
    {
        var (code, display) = visit.Kind switch
        {
            VisitKind.Inpatient => ("IMP", "inpatient encounter"),
            VisitKind.Emergency => ("EMER", "emergency"),
            _ => ("AMB", "ambulatory"),
        };
        writer.Member("status"u8, "finished"u8)
            .Open("class"u8).Member("system"u8, Systems.ActCode).Member("code"u8, code).Member("display"u8, display).Close()
            .Concept("serviceType"u8, Systems.Department, visit.Department.Specialty.Code, visit.Department.Specialty.Name)
            .Reference("subject"u8, "Patient", visit.File.Id, visit.File.Person.Name.Text)
            .OpenList("participant"u8).Open()
            .Concepts("type"u8, Systems.Hl7 + "v3-ParticipationType", "ATND", "attender")
            .Reference("individual"u8, "Practitioner", visit.Doctor.Id, visit.Doctor.Person.Name.Text)
            .Close().CloseList();
        if (appointment is not null)
            writer.References("appointment"u8, "Appointment", appointment);
        writer.Period("period"u8, visit.Start, visit.End)
            .Concepts("reasonCode"u8, Systems.Icd10, visit.Disease.Icd10, visit.Disease.Display, visit.Disease.Text);
        if (visit.ConditionId is not null)
            writer.References("reasonReference"u8, "Condition", visit.ConditionId, visit.Disease.Text);
        if (visit.IsStay)
            writer.Open("hospitalization"u8).Concept("dischargeDisposition"u8, Systems.Hl7 + "discharge-disposition", "home", "Home", "医嘱离院").Close();
        writer.OpenList("location"u8).Open().Reference("location"u8, "Location", visit.Institution.LocationId).Close().CloseList()
            .Reference("serviceProvider"u8, "Organization", visit.Institution.Id, visit.Institution.Name);
    }

    private static void WriteCondition(ResourceWriter writer, Visit visit)
    {
        bool chronic = visit.Disease.Chronic;
        writer.Concept("clinicalStatus"u8, Systems.Hl7 + "condition-clinical", chronic ? "active" : "resolved")
            .Concept("verificationStatus"u8, Systems.Hl7 + "condition-ver-status", "confirmed")
            .Concepts("category"u8, Systems.Hl7 + "condition-category", chronic ? "problem-list-item" : "encounter-diagnosis")
            .Concept("code"u8, Systems.Icd10, visit.Disease.Icd10, visit.Disease.Display, visit.Disease.Text)
            .Reference("subject"u8, "Patient", visit.File.Id, visit.File.Person.Name.Text)
            .Reference("encounter"u8, "Encounter", visit.EncounterId)
            .Member("onsetDateTime"u8, DateOnly.FromDateTime(visit.Start));
        if (!chronic)
            writer.Member("abatementDateTime"u8, DateOnly.FromDateTime(visit.End.AddDays(visit.IsStay ? 0 : 7)));
        writer.Member("recordedDate"u8, visit.Start.AddMinutes(5))
            .Reference("recorder"u8, "Practitioner", visit.Doctor.Id);
    }
}
