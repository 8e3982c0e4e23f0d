namespace FhirHub.Samples.Institutions;

/// <summary>A professional title.</summary>
/// <param name="Fee">Of a visit, in hundredths of a yuan.</param>
internal sealed record DoctorTitle(string Code, string Name, int Fee)
{
    public static readonly DoctorTitle Chief = new("chief", "主任医师", 3000);
    public static readonly DoctorTitle Associate = new("associate-chief", "副主任医师", 2000);
    public static readonly DoctorTitle Attending = new("attending", "主治医师", 1200);
    public static readonly DoctorTitle Resident = new("resident", "住院医师", 800);
}
