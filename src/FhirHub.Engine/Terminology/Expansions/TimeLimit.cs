using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Terminology.Expansions;

/// <summary>Bounds work that cannot be told beforehand to be short.</summary>
internal static class TimeLimit
{
    /// <exception cref="FhirException">As made: the time is up.</exception>
    public static async ValueTask<T> WithinAsync<T>(
        TimeSpan limit, Func<CancellationToken, ValueTask<T>> work, Func<FhirException> fault, CancellationToken cancellationToken)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(limit);
        try
        {
            return await work(timed.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw fault();
        }
    }
}
