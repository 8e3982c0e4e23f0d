namespace FhirHub.Regional.Operations;

/// <summary>A code or number of a system as the value of a search, https://hl7.org/fhir/R4/search.html#escaping.</summary>
internal static class SearchToken
{
    /// <summary>Encoded already, to be put behind <c>identifier=</c>.</summary>
    public static string Of(string system, string code) => Uri.EscapeDataString($"{Escape(system)}|{Escape(code)}");

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);
}
