namespace FhirHub.Samples.Clinical;

/// <summary>Tests that are ordered together.</summary>
/// <param name="Price">In hundredths of a yuan.</param>
internal sealed record LabPanel(string Loinc, string Display, string Text, int Price, IReadOnlyList<LabTest> Tests);
