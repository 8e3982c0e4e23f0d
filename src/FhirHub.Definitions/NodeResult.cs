namespace FhirHub.Definitions;

/// <summary>How a run of Node.js ended.</summary>
internal sealed record NodeResult(int Exit, string Output, string Errors);
