using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>A coding that a call gives to look for, as a value of a search parameter: https://hl7.org/fhir/R4/search.html#token.</summary>
internal static class SoughtCoding
{
    /// <summary>A code, of any system where it names none.</summary>
    public static string Of(Coding coding) => coding.System is null ? SearchValue.Escape(coding.Code!) : $"{SearchValue.Escape(coding.System)}|{SearchValue.Escape(coding.Code!)}";

    /// <summary>The same as it stands in a URL.</summary>
    public static string Encoded(Coding coding) => Uri.EscapeDataString(Of(coding));

    /// <param name="coding">As given.</param>
    /// <param name="name">Of the parameter.</param>
    /// <param name="expression">Where it stands.</param>
    /// <exception cref="FhirException">Invalid: it has no code.</exception>
    public static Coding Required(Coding coding, string name, string expression) => coding.Code is { Length: > 0 }
        ? coding
        : throw Fault.Parameter($"'{name}' has a code.", $"'{name}' 须有代码。", expression);
}
