using System.Text.Json.Nodes;
using FhirHub.Samples.Clinical;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Province;

/// <summary>A report with all that belongs to it: results of a laboratory, or images and a conclusion.</summary>
internal static class ReportWriter
{
    private const int TakenAt = 8;

    /// <param name="id">Of the report; those of its parts begin with it.</param>
    /// <param name="loinc">Code of a panel or examination.</param>
    /// <param name="resident">Whose it is.</param>
    /// <param name="by">Who made it.</param>
    /// <param name="day">When.</param>
    /// <param name="status">Of the report.</param>
    /// <param name="mark">Of its quality; null for none.</param>
    /// <param name="random">For its values.</param>
    /// <returns>The parts first.</returns>
    public static IEnumerable<JsonObject> Write(
        string id, string loinc, CastResident resident, CastInstitution by, DateOnly day, string status, MarkLine? mark, SeededRandom random)
    {
        var report = Examinations.PanelOf(loinc) is { } panel
            ? OfPanel(id, panel, random)
            : OfPicture(id, Examinations.PictureOf(loinc)!, random);
        foreach (var part in report.Parts.Append(report.Report))
            part["subject"] = Nodes.Reference(resident.Reference, resident.Person.Name.Text);
        foreach (var observation in report.Parts.Where(p => (string)p["resourceType"]! == "Observation"))
            (observation["effectiveDateTime"], observation["performer"]) = (Nodes.Time(day, TakenAt), Nodes.List(Nodes.Reference(by.Reference)));
        foreach (var study in report.Parts.Where(p => (string)p["resourceType"]! == "ImagingStudy"))
            study["started"] = Nodes.Time(day, TakenAt);
        report.Report["status"] = status;
        report.Report["effectiveDateTime"] = Nodes.Time(day, TakenAt);
        report.Report["issued"] = Nodes.Time(day, TakenAt + 3, 30);
        report.Report["performer"] = Nodes.List(Nodes.Reference(by.Reference, by.Name));
        if (mark is not null)
            report.Report["extension"] = Nodes.List(MarkOf(mark, by));
        return [.. report.Parts, report.Report];
    }

    private static (List<JsonObject> Parts, JsonObject Report) OfPanel(string id, LabPanel panel, SeededRandom random)
    {
        var parts = panel.Tests.Select((test, i) => ResultOf($"{id}-{i + 1}", test, random)).ToList();
        var report = Nodes.Resource(
            "DiagnosticReport", id, "cn-diagnostic-report",
            ("category", Nodes.List(Nodes.Concept(Cn.Hl7 + "v2-0074", "LAB"))),
            ("code", Loinc(panel.Loinc, panel.Display, panel.Text)),
            ("result", Nodes.List(parts.Select(p => Nodes.Reference("Observation/" + (string)p["id"]!)))));
        return (parts, report);
    }

    private static JsonObject ResultOf(string id, LabTest test, SeededRandom random)
    {
        int value = test.Values.Sample(random);
        string flag = value < test.Low ? "L" : value > test.High ? "H" : "N";
        return Nodes.Resource(
            "Observation", id, "cn-observation",
            ("status", "final"),
            ("category", Nodes.List(Nodes.Concept(Cn.Hl7 + "observation-category", "laboratory"))),
            ("code", Loinc(test.Loinc, test.Display, test.Text)),
            ("valueQuantity", Nodes.Quantity(value, test.Decimals, test.Unit)),
            ("interpretation", Nodes.List(Nodes.Concept(Cn.Hl7 + "v3-ObservationInterpretation", flag))),
            ("referenceRange", Nodes.List(new JsonObject
            {
                ["low"] = Nodes.Quantity(test.Low, test.Decimals, test.Unit),
                ["high"] = Nodes.Quantity(test.High, test.Decimals, test.Unit),
            })));
    }

    private static (List<JsonObject> Parts, JsonObject Report) OfPicture(string id, Imaging imaging, SeededRandom random)
    {
        var report = Nodes.Resource(
            "DiagnosticReport", id, "cn-diagnostic-report",
            ("category", Nodes.List(Nodes.Concept(Cn.Hl7 + "v2-0074", imaging.Section))),
            ("code", Loinc(imaging.Loinc, imaging.Display, imaging.Text)),
            ("conclusion", random.Pick(imaging.Conclusions)));
        if (ModalityOf(imaging) is not { } modality)
            return ([], report);
        var study = Nodes.Resource(
            "ImagingStudy", id + "-study", "cn-imaging-study",
            ("identifier", Nodes.List(Nodes.Identifier(Cn.Numbers + "imaging-accession", id))),
            ("status", "available"),
            ("modality", Nodes.List(Nodes.Coding("http://dicom.nema.org/resources/ontology/DCM", modality))),
            ("numberOfSeries", 1),
            ("numberOfInstances", random.Between(2, 320)),
            ("endpoint", Nodes.List(new JsonObject
            {
                ["identifier"] = Nodes.Identifier(Cn.Numbers + "imaging-cloud", id),
                ["display"] = "影像云平台",
            })));
        report["imagingStudy"] = Nodes.List(Nodes.Reference($"ImagingStudy/{id}-study"));
        return ([study], report);
    }

    /// <summary>By the section; an electrocardiogram has no images here.</summary>
    private static string? ModalityOf(Imaging imaging) => imaging.Section switch
    {
        "CT" => "CT",
        "RUS" => "US",
        "RAD" => "DX",
        _ => null,
    };

    private static JsonObject Loinc(string code, string display, string text) =>
        new() { ["coding"] = new JsonArray(Nodes.Coding(Systems.Loinc, code, display)), ["text"] = text };

    private static JsonObject MarkOf(MarkLine mark, CastInstitution by)
    {
        var province = by.County.Prefecture.Province;
        var extension = new JsonObject
        {
            ["url"] = Cn.Extensions + "recognition-mark",
            ["extension"] = Nodes.List(
                new JsonObject { ["url"] = "mark", ["valueString"] = mark.Text },
                new JsonObject { ["url"] = "scope", ["valueCoding"] = Nodes.Coding(Cn.Codes + "recognition-scope", mark.Scope) }),
        };
        if (mark.Scope == "province")
            extension["extension"]!.AsArray().Add(new JsonObject { ["url"] = "division", ["valueCoding"] = Nodes.Coding(Cn.Divisions, province.Code + "0000", province.Name) });
        return extension;
    }
}
