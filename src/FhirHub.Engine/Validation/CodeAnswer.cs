namespace FhirHub.Engine.Validation;

/// <summary>The answer to a <see cref="CodeQuestion"/>.</summary>
public sealed record CodeAnswer(CodeVerdict Verdict)
{
    /// <summary>The preferred display of the code; null when it has none or is not known.</summary>
    public string? Display { get; init; }

    /// <summary>Whether the display asked about is none of those the code has, whatever the case of its letters.</summary>
    public bool IsDisplayWrong { get; init; }
}
