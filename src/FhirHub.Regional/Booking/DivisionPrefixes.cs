namespace FhirHub.Regional.Booking;

/// <summary>A county lies in a prefecture, and that in a province: GB/T 2260 says so by its digits.</summary>
internal static class DivisionPrefixes
{
    /// <summary>A division and those it lies in, the largest first; none for null.</summary>
    /// <param name="division">Six digits.</param>
    public static IReadOnlyList<string> Of(string? division) =>
        division is { Length: 6 } ? [.. new[] { division[..2] + "0000", division[..4] + "00", division }.Distinct()] : [];
}
