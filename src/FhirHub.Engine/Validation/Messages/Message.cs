using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Validation.Messages;

/// <summary>A kind of issue: its code, which never changes, and its texts with places for parameters.</summary>
/// <param name="Type">A code of https://hl7.org/fhir/R4/valueset-issue-type.html.</param>
internal sealed record Message(string Code, IssueSeverity Severity, string Type, string English, string Chinese)
{
    public string Text(MessageLanguage language, params ReadOnlySpan<object?> arguments) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, language == MessageLanguage.Chinese ? Chinese : English, arguments);
}
