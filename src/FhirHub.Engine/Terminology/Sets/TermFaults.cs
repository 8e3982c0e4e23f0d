using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>What cannot be answered, and why. Never a guess: what is not known here may be known to another server.</summary>
internal static class TermFaults
{
    private static readonly string[] UnknownCodes =
        ["value-set-unknown", "code-system-unknown", "code-system-incomplete", "code-system-loading", "value-set-open", "concept-map-unknown"];

    /// <summary>Whether somebody else may know.</summary>
    public static bool IsUnknown(FhirException e) => e.Issues is [{ Code: { } code }, ..] && UnknownCodes.Contains(code);

    public static FhirException ValueSetUnknown(string canonical) =>
        FhirException.NotFound("value-set-unknown", $"The value set {canonical} is not known here.");

    public static FhirException SystemUnknown(string canonical) =>
        FhirException.NotFound("code-system-unknown", $"The code system {canonical} is not known here.");

    public static FhirException SystemIncomplete(string canonical, string content) => FhirException.Unprocessable(
        "not-found", "code-system-incomplete", $"Of the code system {canonical} only a part is known here (content {content}): nobody can say.");

    public static FhirException Open(string why) => FhirException.Unprocessable("not-supported", "value-set-open", why);

    public static FhirException TooCostly(string text) => FhirException.Unprocessable("too-costly", "too-costly", text);
}
