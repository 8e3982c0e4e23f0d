using FhirHub.Samples.Clinical;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Writes what a doctor prescribes: a MedicationRequest for each drug.</summary>
internal sealed class PrescriptionResources(DateOnly until, ResourceSink sink)
{
    public void Write(SeededRandom random, Visit visit)
    {
        foreach (var drug in visit.Disease.Drugs)
        {
            if (!random.Chance(visit.IsStay ? 950 : 550))
                continue;
            var written = visit.Start.AddMinutes(random.Between(10, 25));
            bool running = DateOnly.FromDateTime(written).AddDays(drug.Days) > until && visit.File.Died is null;
            sink.Add("MedicationRequest", visit.File.NextPrescription(), (visit, drug, written, running), static (w, s) =>
                WritePrescription(w, s.visit, s.drug, s.written, s.running));
            visit.Lines.Add(new ClaimLine(Systems.Atc, drug.Atc, drug.Text, drug.TimesADay * drug.Days, drug.UnitPrice));
        }
    }

    private static void WritePrescription(ResourceWriter writer, Visit visit, Drug drug, DateTime written, bool running)
    {
        writer.Member("status"u8, running ? "active"u8 : "completed"u8)
            .Member("intent"u8, "order"u8)
            .Concepts("category"u8, Systems.Hl7 + "medicationrequest-category", visit.IsStay ? "inpatient" : "outpatient")
            .Concept("medicationCodeableConcept"u8, Systems.Atc, drug.Atc, drug.Display, drug.Text)
            .Reference("subject"u8, "Patient", visit.File.Id, visit.File.Person.Name.Text)
            .Reference("encounter"u8, "Encounter", visit.EncounterId)
            .Member("authoredOn"u8, written)
            .Reference("requester"u8, "Practitioner", visit.Doctor.Id, visit.Doctor.Person.Name.Text)
            .References("reasonReference"u8, "Condition", visit.ConditionId!, visit.Disease.Text)
            .OpenList("dosageInstruction"u8).Open()
            .Member("text"u8, $"每日{drug.TimesADay}次")
            .Open("timing"u8).Open("repeat"u8)
            .Number("frequency"u8, drug.TimesADay).Number("period"u8, 1).Member("periodUnit"u8, "d"u8)
            .Close().Close()
            .OpenList("doseAndRate"u8).Open();
        if (drug.Dose < 1000)
            writer.Quantity("doseQuantity"u8, drug.Dose, 0, "μg", "ug");
        else
            writer.Quantity("doseQuantity"u8, drug.Dose / 100, 1, "mg", "mg");
        writer.Close().CloseList()
            .Close().CloseList()
            .Open("dispenseRequest"u8)
            .Quantity("quantity"u8, drug.TimesADay * drug.Days, 0, "次量", "{dose}")
            .Quantity("expectedSupplyDuration"u8, drug.Days, 0, "天", "d")
            .Close();
    }
}
