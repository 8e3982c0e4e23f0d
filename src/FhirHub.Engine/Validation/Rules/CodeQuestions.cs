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

    /// <summary>
    /// What is said of a code. One without a system, where it could have one, is a symbol that nobody has defined, and in no value set:
    /// https://hl7.org/fhir/R4/datatypes.html#Coding
    /// </summary>
    /// <param name="isBare">Whether it is a value of the type <c>code</c> or the like, whose value set implies the system.</param>
    public static CodeAnswer Answer(Func<CodeQuestion, CodeAnswer> ask, CodeQuestion question, bool isBare) =>
        question is { System: null, ValueSet: not null } && !isBare ? new CodeAnswer(CodeVerdict.NotInValueSet) : ask(question);

    /// <summary>For a message: the code system, with its version where it is said.</summary>
    public static string? ShowSystem(CodeQuestion question) => question.System is not { } system ? question.ValueSet
        : ValueRules.Cut(question.Version is { } version ? $"{system}|{version}" : system);

    /// <summary>For a message: <c>system#code</c>.</summary>
    public static string Show(CodeQuestion question) => ValueRules.Cut(question.System is null ? question.Code : $"{question.System}#{question.Code}");
}
