using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>What there is to ask of a coded value.</summary>
internal static class CodeQuestions
{
    /// <summary>Null for a Coding without a code.</summary>
    public static CodeQuestion? OfCoding(InstanceNode coding, string? valueSet) => coding.Child("code")?.Text is { } code
        ? new CodeQuestion(valueSet, coding.Child("system")?.Text, coding.Child("version")?.Text, code, coding.Child("display")?.Text)
        : null;

    /// <summary>Null for a Quantity without a coded unit.</summary>
    public static CodeQuestion? OfQuantity(InstanceNode quantity, string? valueSet) => quantity.Child("code")?.Text is { } code
        ? new CodeQuestion(valueSet, quantity.Child("system")?.Text, null, code, null)
        : null;

    /// <summary>For a message: <c>system#code</c>.</summary>
    public static string Show(CodeQuestion question) => ValueRules.Cut(question.System is null ? question.Code : $"{question.System}#{question.Code}");
}
