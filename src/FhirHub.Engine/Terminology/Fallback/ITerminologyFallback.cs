using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Terminology.Fallback;

/// <summary>Another terminology server, asked for what this one does not know. None of its failures is an exception.</summary>
public interface ITerminologyFallback
{
    bool IsConfigured { get; }

    /// <summary>Null where it does not answer, or does not know either.</summary>
    ValueTask<CodeAnswer?> ValidateAsync(CodeQuestion question, CancellationToken cancellationToken);

    /// <summary>Passes an operation on.</summary>
    /// <param name="path">Below its service root: <c>ValueSet/$expand</c>.</param>
    /// <param name="parameters">A Parameters resource.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<FallbackAnswer> AskAsync(string path, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken);
}
