using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Decimals of resources. R4 sets them no limit; what a <see cref="decimal"/> cannot hold is stored here, but not counted with.</summary>
internal static class Numbers
{
    /// <summary>Null for none, and for one that is beyond a <see cref="decimal"/>.</summary>
    public static decimal? Of(FhirDecimal? element) => element is not null && IsCountable(element) ? element.Value : null;

    public static bool IsCountable(FhirDecimal? element) => element?.JsonValue is null || element.HasValidValue();
}
