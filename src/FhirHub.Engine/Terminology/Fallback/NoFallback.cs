using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Terminology.Fallback;

/// <summary>There is no other terminology server.</summary>
public sealed class NoFallback : ITerminologyFallback
{
    public bool IsConfigured => false;

    public ValueTask<CodeAnswer?> ValidateAsync(CodeQuestion question, CancellationToken cancellationToken) => ValueTask.FromResult<CodeAnswer?>(null);

    public ValueTask<FallbackAnswer> AskAsync(string path, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new FallbackAnswer(null, null));
}
