using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Codes;

/// <summary>Finds out which codes a search means, where that takes a while.</summary>
public interface ITokenCodeSource
{
    /// <exception cref="FhirException">As <see cref="ITokenCodes.Find"/>.</exception>
    ValueTask<TokenCodes> ReadAsync(TokenQuestion question, CancellationToken cancellationToken);
}
