using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>Issues that do not fail a search.</summary>
internal static class Warnings
{
    public static Issue Of(string type, string code, string diagnostics) => new()
    {
        Severity = IssueSeverity.Warning,
        Type = type,
        Code = code,
        Diagnostics = diagnostics,
    };

    /// <summary>What is not supported, where the client put up with that.</summary>
    public static Issue LeftOut(Issue issue, string parameter) =>
        Of(issue.Type, issue.Code, $"{issue.Diagnostics} The search was done without '{Quoted.Cut(parameter)}'.");
}
