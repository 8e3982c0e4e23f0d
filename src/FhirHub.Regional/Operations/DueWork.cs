using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;

namespace FhirHub.Regional.Operations;

/// <summary>Does what is due for each of many resources: what fails is postponed, and holds up no other.</summary>
internal sealed class DueWork(TimeProvider time)
{
    private readonly Postponements _postponed = new(time);

    /// <param name="due">The resources, in the order of their time.</param>
    /// <param name="doAsync">What is due.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>For how many it was done, and why not for others.</returns>
    /// <exception cref="FhirException">Transient: it is no fault of any of them.</exception>
    public async Task<(int Done, IReadOnlyList<Exception> Failures)> RunAsync<T>(
        IAsyncEnumerable<(ResourceKey Key, T Item)> due, Func<T, CancellationToken, Task> doAsync, CancellationToken cancellationToken)
    {
        int done = 0;
        var failures = new List<Exception>();
        await foreach (var (key, item) in due.WithCancellation(cancellationToken))
        {
            if (!_postponed.IsDue(key))
                continue;
            try
            {
                await doAsync(item, cancellationToken);
                _postponed.Done(key);
                done++;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not FhirException { Kind: FaultKind.Transient })
            {
                // Whatever is stored by whomever.
                _postponed.Failed(key);
                failures.Add(e);
            }
        }

        _postponed.Forget();
        return (done, failures);
    }
}
