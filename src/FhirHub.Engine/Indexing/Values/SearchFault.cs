using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>What is wrong with a search, in the words of its parameter.</summary>
internal static class SearchFault
{
    /// <summary>What parameters of an ordered type take.</summary>
    public const string Ordered = "the modifier :missing and the prefixes eq, ne, gt, lt, ge, le, sa, eb and ap";

    public static FhirException Value(string parameter, string value, string reason) =>
        FhirException.Invalid("parameter-invalid", $"{parameter}={value}: {reason}.");

    /// <param name="parameter">Its name.</param>
    /// <param name="modifier">What was asked for, without colon.</param>
    /// <param name="allowed">The modifiers of the parameter's type: <c>:exact and :missing</c>.</param>
    public static FhirException Modifier(string parameter, string modifier, string allowed) =>
        FhirException.NotSupported("modifier-unsupported", $"{parameter}:{modifier}: the parameter takes {allowed}.");
}
