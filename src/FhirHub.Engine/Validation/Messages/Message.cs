using System.Globalization;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Validation.Messages;

/// <summary>A kind of issue: its code, which never changes, and its texts with places for parameters.</summary>
/// <param name="Type">A code of https://hl7.org/fhir/R4/valueset-issue-type.html.</param>
internal sealed record Message(string Code, IssueSeverity Severity, string Type, string English, string Chinese)
{
    /// <summary>Whether its last argument is a clause that says why.</summary>
    public bool TellsWhy { get; init; }

    public string Text(MessageLanguage language, params ReadOnlySpan<object?> arguments) =>
        language == MessageLanguage.English ? string.Format(CultureInfo.InvariantCulture, English, arguments)
        : TellsWhy ? string.Format(CultureInfo.InvariantCulture, Chinese, [.. arguments[..^1], ClauseTexts.Chinese(arguments[^1]?.ToString() ?? "")])
        : string.Format(CultureInfo.InvariantCulture, Chinese, arguments);
}
