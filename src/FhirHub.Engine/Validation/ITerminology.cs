namespace FhirHub.Engine.Validation;

/// <summary>Judges codes. Implementations are safe for all threads, and answer at once (a completed task) what they hold in memory.</summary>
public interface ITerminology
{
    ValueTask<CodeAnswer> ValidateAsync(CodeQuestion question, CancellationToken cancellationToken);
}
