namespace FhirHub.Regional.HealthCards.Codes;

/// <summary>What a text turns out to be: a code of this server, or why not.</summary>
internal sealed record CodeReading(CodeFault? Fault, CardCode? Code);
