using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>The codings of a parameter, each of which must have a code.</summary>
internal static class WantedItems
{
    // An order has a few; each takes its own searches.
    public const int Most = 100;

    /// <exception cref="FhirException">Invalid: one has no code, or they are too many.</exception>
    public static IReadOnlyList<Coding> Of(OperationInput input, string name)
    {
        var wanted = input.All<Coding>(name);
        if (wanted.Any(w => string.IsNullOrEmpty(w.Code)))
            throw FhirException.Invalid("parameter-invalid", $"Each '{name}' has a code.", input.PathOf(name)).InChinese($"每个 {name} 须有 code。");
        return wanted.Count <= Most
            ? wanted
            : throw FhirException.Invalid("parameter-repeated", $"'{name}' may be given {Most} times at most.", input.PathOf(name)).InChinese($"{name} 最多给出 {Most} 次。");
    }
}
