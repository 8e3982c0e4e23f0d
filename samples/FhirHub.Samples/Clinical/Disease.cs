using FhirHub.Samples.Institutions;
using FhirHub.Samples.People;

namespace FhirHub.Samples.Clinical;

/// <summary>A disease by its code of ICD-10, with what doctors do about it.</summary>
internal sealed record Disease(string Icd10, string Display, string Text, Specialty Specialty)
{
    /// <summary>It stays.</summary>
    public bool Chronic { get; init; }

    /// <summary>How often it is the reason for a visit, beside others; of chronic ones, how many of a thousand have it by the age of 70.</summary>
    public required int Weight { get; init; }

    public int FromAge { get; init; }

    public int ToAge { get; init; } = 110;

    /// <summary>Null for both.</summary>
    public Sex? Only { get; init; }

    /// <summary>Of a thousand visits, how many are stays in hospital.</summary>
    public int Inpatient { get; init; }

    public bool Urgent { get; init; }

    public bool Fever { get; init; }

    public bool HighPressure { get; init; }

    public IReadOnlyList<LabPanel> Panels { get; init; } = [];

    /// <summary>Tests that it makes high.</summary>
    public IReadOnlyList<LabTest> Raises { get; init; } = [];

    public IReadOnlyList<Drug> Drugs { get; init; } = [];

    public Imaging? Imaging { get; init; }

    public bool Meets(Sex sex, int age) => age >= FromAge && age <= ToAge && (Only is null || Only == sex);
}
