using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>Modifiers that a parameter does not take.</summary>
internal static class Modifier
{
    public static FhirException NotSupported(ParameterName name, IReadOnlyCollection<string> supported) => FhirException.NotSupported(
        "modifier-unsupported",
        $"'{Quoted.Cut(name.Text)}': '{Quoted.Cut(name.Code)}' does not support the modifier ':{Quoted.Cut(name.Modifier ?? string.Empty)}'"
        + (supported.Count == 0 ? "; it takes none." : $", only {string.Join(", ", supported.Select(s => ':' + s))}.")
        + SimilarName.Hint(name.Modifier ?? string.Empty, supported));
}
