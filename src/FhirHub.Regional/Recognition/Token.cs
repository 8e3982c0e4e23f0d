using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>A code of a system; of any where it has none.</summary>
internal readonly record struct Token(string? System, string Code)
{
    public static IEnumerable<Token> Of(CodeableConcept? concept) =>
        concept?.Coding.Where(c => c.Code is not null).Select(c => new Token(c.System, c.Code!)) ?? [];

    /// <summary>As the value of a search, https://hl7.org/fhir/R4/search.html#escaping.</summary>
    public string ForSearch() => Uri.EscapeDataString(System is null ? Escape(Code) : $"{Escape(System)}|{Escape(Code)}");

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);
}
