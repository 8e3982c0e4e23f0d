namespace FhirHub.Server.Configuration;

/// <summary>Configuration section <c>FhirHub:Terminology</c>.</summary>
internal sealed class TerminologyOptions
{
    /// <summary>FHIR service root of another terminology server, asked for what this one does not know. Empty for none.</summary>
    public string? Fallback { get; set; }

    /// <summary>Seconds that it may take to answer.</summary>
    public int FallbackTimeoutSeconds { get; set; } = 5;

    /// <summary>Codes in one expansion at most; more are had in pages.</summary>
    public int MaxExpansion { get; set; } = 10_000;
}
