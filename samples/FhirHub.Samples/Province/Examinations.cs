using FhirHub.Samples.Clinical;

namespace FhirHub.Samples.Province;

/// <summary>The panels and examinations that the generator knows, by LOINC.</summary>
internal static class Examinations
{
    private static readonly LabPanel[] Panels =
    [
        Laboratory.BloodCount, Laboratory.Liver, Laboratory.Kidney, Laboratory.Lipids, Laboratory.Sugar, Laboratory.Electrolytes, Laboratory.Coagulation, Laboratory.Thyroid,
    ];

    private static readonly Imaging[] Pictures = [Imaging.Chest, Imaging.Head, Imaging.Abdomen, Imaging.Electrocardiogram, Imaging.Bone];

    public static bool IsKnown(string loinc) => PanelOf(loinc) is not null || PictureOf(loinc) is not null;

    public static LabPanel? PanelOf(string loinc) => Panels.FirstOrDefault(p => p.Loinc == loinc);

    public static Imaging? PictureOf(string loinc) => Pictures.FirstOrDefault(p => p.Loinc == loinc);
}
