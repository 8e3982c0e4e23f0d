namespace FhirHub.Samples.Province;

/// <summary>A session of the week.</summary>
/// <param name="Day"><c>mon</c> to <c>sun</c>.</param>
/// <param name="Start"><c>08:00</c>.</param>
/// <param name="End">After it, on the same day.</param>
/// <param name="Minutes">Of each source.</param>
public sealed record SessionLine(string Day, TimeOnly Start, TimeOnly End, int Minutes);
