namespace FhirHub.Engine.Terminology.Fallback;

/// <summary>Another terminology server.</summary>
public sealed record FallbackOptions
{
    /// <summary>Its FHIR service root, without a slash at the end.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>How long one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After a failure, how long it is left alone.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(10);
}
