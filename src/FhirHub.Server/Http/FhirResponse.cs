using FhirHub.Engine.Resources;

namespace FhirHub.Server.Http;

/// <summary>What an interaction answers, before it is written in the format that the client asked for.</summary>
internal sealed record FhirResponse(int Status)
{
    public FhirContent? Content { get; init; }

    /// <summary>The version behind ETag and Last-Modified.</summary>
    public StoredVersion? Version { get; init; }

    /// <summary>Absolute URL of what was created.</summary>
    public string? Location { get; init; }

    /// <summary>Absolute URL of the version in the body.</summary>
    public string? ContentLocation { get; init; }

    /// <summary>Value of <c>Preference-Applied</c>.</summary>
    public string? PreferenceApplied { get; init; }

    /// <summary>Value of <c>X-Security-Context</c>, for raw Binary content.</summary>
    public string? SecurityContext { get; init; }

    /// <summary>Methods for <c>Allow</c>, on 405.</summary>
    public string? Allow { get; init; }

    /// <summary>How far a job is.</summary>
    public string? Progress { get; init; }

    /// <summary>When what is answered will be forgotten.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>When to try again, on 202 and 503.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
