using FhirHub.Samples.Clinical;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Writes DiagnosticReports of examinations that end in a text.</summary>
internal sealed class ReportResources(ResourceSink sink)
{
    public void Write(SeededRandom random, Visit visit)
    {
        if (visit.Disease.Imaging is not { } imaging || !(visit.IsStay || random.Chance(visit.Disease.Chronic ? 100 : 450)))
            return;
        var done = visit.Start.AddMinutes(random.Between(30, 90));
        string conclusion = random.Pick(imaging.Conclusions);
        sink.Add("DiagnosticReport", visit.File.NextReport(), (visit, imaging, done, conclusion), static (w, s) =>
            Head(w, s.visit, s.imaging.Section, (s.imaging.Loinc, s.imaging.Display, s.imaging.Text), s.done, s.done.AddMinutes(40))
                .References("resultsInterpreter"u8, "Practitioner", s.visit.Doctor.Id)
                .Member("conclusion"u8, s.conclusion));
        visit.Lines.Add(new ClaimLine(Systems.Service, "exam-" + imaging.Loinc, imaging.Text, 1, imaging.Price));
    }

    /// <summary>From the status to the performer.</summary>
    /// <param name="section">Of the diagnostic service, a code of http://terminology.hl7.org/CodeSystem/v2-0074.</param>
    public static ResourceWriter Head(
        ResourceWriter writer, Visit visit, string section, (string Code, string Display, string Text) what, DateTime effective, DateTime issued) => writer
        .Member("status"u8, "final"u8)
        .Concepts("category"u8, Systems.Hl7 + "v2-0074", section)
        .Concept("code"u8, Systems.Loinc, what.Code, what.Display, what.Text)
        .Reference("subject"u8, "Patient", visit.File.Id, visit.File.Person.Name.Text)
        .Reference("encounter"u8, "Encounter", visit.EncounterId)
        .Member("effectiveDateTime"u8, effective)
        .Member("issued"u8, issued)
        .References("performer"u8, "Organization", visit.Institution.Id, visit.Institution.Name);
}
