namespace FhirHub.Samples.Places;

/// <summary>A prefecture-level city.</summary>
/// <param name="Code">Four digits of GB/T 2260.</param>
/// <param name="AreaCode">Of telephone numbers.</param>
/// <param name="Latitude">Of its seat, in hundredths of a degree.</param>
/// <param name="Longitude">Of its seat, in hundredths of a degree.</param>
internal sealed record Prefecture(string Code, string Name, string AreaCode, int Latitude, int Longitude)
{
    public Province Province => Provinces.Of(Code);
}
