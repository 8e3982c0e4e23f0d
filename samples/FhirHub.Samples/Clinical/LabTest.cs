using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Clinical;

/// <summary>A laboratory test with a numeric result.</summary>
/// <param name="Index">Its place among all tests.</param>
/// <param name="Loinc">Code.</param>
/// <param name="Display">English, after LOINC.</param>
/// <param name="Text">Chinese.</param>
/// <param name="Unit">UCUM.</param>
/// <param name="Decimals">Of the results; values below are whole numbers of the last decimal.</param>
/// <param name="Low">Of the reference range.</param>
/// <param name="High">Of the reference range.</param>
/// <param name="Values">Of people who see doctors.</param>
internal sealed record LabTest(int Index, string Loinc, string Display, string Text, string Unit, int Decimals, int Low, int High, Distribution Values);
