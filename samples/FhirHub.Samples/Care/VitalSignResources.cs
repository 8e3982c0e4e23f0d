using FhirHub.Samples.Clinical;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Writes vital signs: blood pressure with its two components, and single ones.</summary>
internal sealed class VitalSignResources(ResourceSink sink)
{
    private static readonly Distribution Systolic = new(80, 98, 114, 125, 138, 168, 220);
    private static readonly Distribution Diastolic = new(45, 58, 70, 77, 85, 102, 130);
    private static readonly Distribution HeartRates = new(40, 54, 66, 74, 83, 104, 160);
    private static readonly Distribution Respirations = new(10, 14, 16, 18, 20, 24, 40);
    private static readonly Distribution Temperatures = new(350, 360, 363, 366, 368, 374, 400);
    private static readonly Distribution Fevers = new(366, 370, 375, 382, 388, 396, 410);
    private static readonly Distribution Saturations = new(70, 93, 96, 97, 98, 99, 100);
    private static readonly (string Code, string Display, string Text) PressurePanel = ("85354-9", "Blood pressure panel with all children optional", "血压");

    /// <summary>What is measured at a visit, or twice on each day of a stay.</summary>
    public void Write(SeededRandom random, Visit visit)
    {
        if (!visit.IsStay)
        {
            if (visit.Disease.HighPressure || random.Chance(450))
                WriteRound(random, visit, visit.Start.AddMinutes(3), whole: visit.Kind == VisitKind.Emergency);
            if (random.Chance(visit.Age < 18 ? 600 : 150))
                WriteBody(random, visit, visit.Start.AddMinutes(2));
            return;
        }

        WriteBody(random, visit, visit.Start.AddMinutes(20));
        for (var time = visit.Start.AddMinutes(30); time < visit.End; time = time.AddHours(12))
            WriteRound(random, visit, time, whole: time.Hour < 12);
    }

    private void WriteRound(SeededRandom random, Visit visit, DateTime time, bool whole)
    {
        if (visit.Age >= 10)
            WritePressure(random, visit, time);
        if (visit.Disease.Fever || whole)
        {
            // The first days of an illness are the hot ones.
            bool hot = visit.Disease.Fever && time < visit.Start.AddDays(2);
            WriteSingle(visit, VitalSign.Temperature, (hot ? Fevers : Temperatures).Sample(random), time);
        }

        if (!whole && !random.Chance(300))
            return;
        WriteSingle(visit, VitalSign.HeartRate, HeartRates.Sample(random), time);
        if (!whole)
            return;
        WriteSingle(visit, VitalSign.Respiration, Respirations.Sample(random), time);
        WriteSingle(visit, VitalSign.Saturation, Saturations.Sample(random), time);
    }

    private void WriteBody(SeededRandom random, Visit visit, DateTime time)
    {
        int height = visit.File.Build.HeightAt(visit.Age);
        int weight = BodyBuild.Weight(height, visit.File.Build.MassIndexAt(visit.Age)) * random.Between(970, 1030) / 1000;
        WriteSingle(visit, VitalSign.Height, height, time);
        WriteSingle(visit, VitalSign.Weight, weight, time);
        if (visit.Age >= 2)
            WriteSingle(visit, VitalSign.BodyMassIndex, (int)((weight * 1_000_000L + height * (long)height / 2) / (height * (long)height)), time);
    }

    private void WriteSingle(Visit visit, VitalSign sign, int value, DateTime time) =>
        sink.Add("Observation", visit.File.NextObservation(), (visit, sign, value, time), static (w, s) => w
            .Head(s.visit, "vital-signs", (s.sign.Loinc, s.sign.Display, s.sign.Text), s.time, s.time.AddMinutes(1))
            .References("performer"u8, "Practitioner", s.visit.Doctor.Id)
            .Quantity("valueQuantity"u8, s.value, s.sign.Decimals, s.sign.UnitText, s.sign.Unit));

    private void WritePressure(SeededRandom random, Visit visit, DateTime time)
    {
        int systolic = Systolic.Around(random, visit.File.PressurePlace);
        int diastolic = Math.Min(Diastolic.Around(random, visit.File.PressurePlace), systolic - 20);
        sink.Add("Observation", visit.File.NextObservation(), (visit, systolic, diastolic, time), static (w, s) =>
        {
            w.Head(s.visit, "vital-signs", PressurePanel, s.time, s.time.AddMinutes(1))
                .References("performer"u8, "Practitioner", s.visit.Doctor.Id)
                .Interpretation(s.diastolic > 89 ? Math.Max(s.systolic, 140) : s.systolic, 90, 139)
                .Concept("bodySite"u8, Systems.Snomed, "368209003", "Right upper arm structure", "右上臂")
                .OpenList("component"u8);
            WriteComponent(w, VitalSign.Systolic, s.systolic);
            WriteComponent(w, VitalSign.Diastolic, s.diastolic);
            w.CloseList();
        });
    }

    private static void WriteComponent(ResourceWriter writer, VitalSign sign, int value) => writer.Open()
        .Concept("code"u8, Systems.Loinc, sign.Loinc, sign.Display, sign.Text)
        .Quantity("valueQuantity"u8, value, 0, sign.UnitText, sign.Unit)
        .Close();
}
