namespace FhirHub.Benchmarks.Matching;

/// <summary>The likeliest record for somebody.</summary>
/// <param name="Original">Whose duplicate was asked for; null for a stranger.</param>
/// <param name="Found">The record; null for none.</param>
/// <param name="Grade">Of https://hl7.org/fhir/R4/valueset-match-grade.html.</param>
/// <param name="Score">From 0 to 1.</param>
/// <param name="Milliseconds">Until the answer was there.</param>
internal sealed record MatchGuess(string? Original, string? Found, string? Grade, decimal Score, double Milliseconds)
{
    public bool IsRight => Original is not null && Found == Original;
}
