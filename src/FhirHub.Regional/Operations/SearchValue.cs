using FhirHub.Engine.Errors;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Values of search parameters, with what separates their parts escaped: https://hl7.org/fhir/R4/search.html#escaping.</summary>
public static class SearchValue
{
    public static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal);

    /// <summary>A code, of any system where it names none.</summary>
    public static string Of(Coding coding) => coding.System is null ? Escaped(coding.Code!) : $"{Escaped(coding.System)}|{Escaped(coding.Code!)}";

    /// <summary>The same as it stands in a URL.</summary>
    public static string Encoded(Coding coding) => Uri.EscapeDataString(Of(coding));

    /// <summary>A coding that a call gives to look for.</summary>
    /// <param name="coding">As given.</param>
    /// <param name="name">Of the parameter.</param>
    /// <param name="expression">Where it stands.</param>
    /// <exception cref="FhirException">Invalid: it has no code.</exception>
    public static Coding Required(Coding coding, string name, string expression) => coding.Code is { Length: > 0 }
        ? coding
        : throw Fault.Parameter($"'{name}' has a code.", $"'{name}' 须有代码。", expression);
}
