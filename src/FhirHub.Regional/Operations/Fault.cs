using FhirHub.Engine.Errors;

namespace FhirHub.Regional.Operations;

/// <summary>What a call gives that cannot be, told in both languages.</summary>
internal static class Fault
{
    /// <param name="code">Of the fault; it never changes once released.</param>
    /// <param name="english">What is wrong, and what would be right.</param>
    /// <param name="chinese">The same in Chinese.</param>
    /// <param name="expression">Where it stands; null where nothing is at fault by itself.</param>
    public static FhirException Invalid(string code, string english, string chinese, string? expression = null) =>
        FhirException.Invalid(code, english, expression).InChinese(chinese);

    /// <summary>A value that a parameter cannot have.</summary>
    public static FhirException Parameter(string english, string chinese, string? expression = null) => Invalid("parameter-invalid", english, chinese, expression);
}
