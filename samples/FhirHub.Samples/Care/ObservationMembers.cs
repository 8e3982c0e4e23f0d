using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>What all Observations of a visit share.</summary>
internal static class ObservationMembers
{
    /// <summary>From the status to the performer.</summary>
    /// <param name="category">A code of http://terminology.hl7.org/CodeSystem/observation-category.</param>
    public static ResourceWriter Head(
        this ResourceWriter writer, Visit visit, string category, (string Code, string Display, string Text) what, DateTime effective, DateTime issued) => writer
        .Member("status"u8, "final"u8)
        .Concepts("category"u8, Systems.Hl7 + "observation-category", category)
        .Concept("code"u8, Systems.Loinc, what.Code, what.Display, what.Text)
        .Reference("subject"u8, "Patient", visit.File.Id, visit.File.Person.Name.Text)
        .Reference("encounter"u8, "Encounter", visit.EncounterId)
        .Member("effectiveDateTime"u8, effective)
        .Member("issued"u8, issued);

    /// <summary>High, low or normal.</summary>
    public static ResourceWriter Interpretation(this ResourceWriter writer, long value, long low, long high)
    {
        var (code, display) = value > high ? ("H", "High") : value < low ? ("L", "Low") : ("N", "Normal");
        return writer.Concepts("interpretation"u8, Systems.Hl7 + "v3-ObservationInterpretation", code, display);
    }
}
