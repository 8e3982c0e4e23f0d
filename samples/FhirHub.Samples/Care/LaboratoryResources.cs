using FhirHub.Samples.Clinical;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Writes what the laboratory found: an Observation for each test, then the DiagnosticReport that lists them.</summary>
internal sealed class LaboratoryResources(ResourceSink sink)
{
    private const int DaysBetween = 3;
    private readonly List<string> _results = [];

    /// <summary>Some of the disease's panels at a visit; all of them every three days of a stay.</summary>
    public void Write(SeededRandom random, Visit visit)
    {
        if (visit.IsStay)
        {
            for (var time = visit.Start.AddHours(2); time < visit.End; time = time.AddDays(DaysBetween))
            {
                foreach (var panel in visit.Disease.Panels)
                    WritePanel(random, visit, panel, time);
            }

            return;
        }

        foreach (var panel in visit.Disease.Panels)
        {
            if (random.Chance(visit.Disease.Chronic ? 250 : 550))
                WritePanel(random, visit, panel, visit.Start.AddMinutes(random.Between(15, 60)));
        }
    }

    private void WritePanel(SeededRandom random, Visit visit, LabPanel panel, DateTime taken)
    {
        var issued = taken.AddMinutes(random.Between(40, 180));
        _results.Clear();
        foreach (var test in panel.Tests)
        {
            string id = visit.File.NextObservation();
            // An acute disease moves its tests for the time of the visit only; a chronic one did so for good.
            int place = visit.File.PlaceOf(test);
            if (!visit.Disease.Chronic && visit.Disease.Raises.Contains(test))
                place = Distribution.Whole * 9 / 10 + place / 10;
            sink.Add("Observation", id, (visit, test, Value: test.Values.Around(random, place), taken, issued), static (w, s) =>
                WriteResult(w, s.visit, s.test, s.Value, s.taken, s.issued));
            _results.Add(id);
        }

        sink.Add("DiagnosticReport", visit.File.NextReport(), (visit, panel, taken, issued, _results), static (w, s) =>
        {
            ReportResources.Head(w, s.visit, "LAB", (s.panel.Loinc, s.panel.Display, s.panel.Text), s.taken, s.issued).OpenList("result"u8);
            foreach (string result in s._results)
                w.Reference("Observation", result);
            w.CloseList();
        });
        visit.Lines.Add(new ClaimLine(Systems.Service, "lab-" + panel.Loinc, panel.Text, 1, panel.Price));
    }

    private static void WriteResult(ResourceWriter writer, Visit visit, LabTest test, int value, DateTime taken, DateTime issued) => writer
        .Head(visit, "laboratory", (test.Loinc, test.Display, test.Text), taken, issued)
        .References("performer"u8, "Organization", visit.Institution.Id)
        .Quantity("valueQuantity"u8, value, test.Decimals, test.Unit, test.Unit)
        .Interpretation(value, test.Low, test.High)
        .OpenList("referenceRange"u8).Open()
        .Quantity("low"u8, test.Low, test.Decimals, test.Unit, test.Unit)
        .Quantity("high"u8, test.High, test.Decimals, test.Unit, test.Unit)
        .Close().CloseList();
}
