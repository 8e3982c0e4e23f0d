using FhirHub.Engine.Errors;

namespace FhirHub.Regional.Booking;

/// <summary>Parameters that are wrong in themselves, in both languages.</summary>
internal static class BookingFaults
{
    /// <param name="code">Of the fault: <c>parameter-invalid</c>.</param>
    /// <param name="english">What is wrong.</param>
    /// <param name="chinese">The same.</param>
    /// <param name="path">FHIRPath; null where it is in no one place.</param>
    public static FhirException Parameter(string code, string english, string chinese, string? path = null) =>
        new(FaultKind.Invalid, [Issue.Error("invalid", code, english, path) with { Chinese = chinese }]);
}
