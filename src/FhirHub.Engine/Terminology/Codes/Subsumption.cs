using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Codes;

/// <summary>How two codes of one code system relate, https://hl7.org/fhir/R4/codesystem-operation-subsumes.html.</summary>
internal static class Subsumption
{
    public const string Equivalent = "equivalent";
    public const string Subsumes = "subsumes";
    public const string SubsumedBy = "subsumed-by";
    public const string NotSubsumed = "not-subsumed";

    /// <returns>What A does to B.</returns>
    /// <exception cref="FhirException">Unprocessable: a code is not of the code system. Of unknown things: of the code system only a part is known.</exception>
    public static async ValueTask<string> CompareAsync(IConceptSource source, string codeA, string codeB, CancellationToken cancellationToken)
    {
        var a = await ConceptAsync(source, codeA, cancellationToken);
        var b = await ConceptAsync(source, codeB, cancellationToken);
        return Compare(source.Head.Comparer, a, b);
    }

    public static string Compare(StringComparer comparer, Concept a, Concept b) =>
        comparer.Equals(a.Code, b.Code) ? Equivalent
        : b.Ancestors.Contains(a.Code, comparer) ? Subsumes
        : a.Ancestors.Contains(b.Code, comparer) ? SubsumedBy
        : NotSubsumed;

    /// <inheritdoc cref="CompareAsync"/>
    public static async ValueTask<Concept> ConceptAsync(IConceptSource source, string code, CancellationToken cancellationToken) =>
        await source.FindAsync(code, cancellationToken)
        ?? throw (source.Head.IsComplete
            ? FhirException.Unprocessable("code-invalid", "code-unknown", $"The code '{code}' is not in the code system {source.Head.Url}.")
            : TermFaults.SystemIncomplete(source.Head.Url, source.Head.Content));
}
