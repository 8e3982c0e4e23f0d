using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Booking;

/// <summary>The area whose institutions share their sources, as <c>booking.poolScope</c> says.</summary>
internal static class Pool
{
    /// <summary>A province or a city, GB/T 2260.</summary>
    /// <param name="division">Of an institution; null where it says none.</param>
    /// <param name="policy">Which governs.</param>
    /// <returns>Null where the institution does not say where it is.</returns>
    public static string? AreaOf(string? division, Policy policy)
    {
        var areas = DivisionPrefixes.Of(division);
        if (areas.Count == 0)
            return null;
        return policy.Get<string>("booking", "poolScope").Value == "city" && areas.Count > 1 ? areas[1] : areas[0];
    }
}
