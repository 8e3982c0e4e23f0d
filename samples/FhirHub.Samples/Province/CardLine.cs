namespace FhirHub.Samples.Province;

/// <summary>A kind of card that residents have bound.</summary>
/// <param name="Kind">Of CodeSystem card-kind.</param>
/// <param name="System">URI of its numbers.</param>
/// <param name="Letters">Its numbers begin with them.</param>
/// <param name="Digits">As many follow, 6 to 18.</param>
/// <param name="PerMille">How many of a thousand residents have one.</param>
public sealed record CardLine(string Kind, string System, string Letters, int Digits, int PerMille);
