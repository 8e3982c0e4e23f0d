using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Codes;

/// <summary>Tells which codes <c>:in</c>, <c>:below</c> and <c>:above</c> mean, https://hl7.org/fhir/R4/search.html#token.</summary>
public interface ITokenCodes
{
    /// <exception cref="FhirException">Not supported: the value set or code system is not known, or not as a whole. Invalid: the value.</exception>
    TokenCodes Find(TokenQuestion question);
}
