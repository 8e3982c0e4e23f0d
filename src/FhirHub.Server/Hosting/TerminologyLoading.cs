using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Loading;

namespace FhirHub.Server.Hosting;

/// <summary>Looks every second, and after every write here, for terminology that has changed, and loads large code systems.</summary>
internal sealed partial class TerminologyLoading(
    DatabasePreparation preparation, TerminologyCatalog catalog, ConceptLoader loader, TimeProvider time, ILogger<TerminologyLoading> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Prepared.WaitAsync(stoppingToken);
        using var touched = new SemaphoreSlim(0, 1);
        catalog.Touched += Release;
        try
        {
            await Task.WhenAll(RunAsync(touched, stoppingToken), RefreshAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            catalog.Touched -= Release;
        }

        void Release()
        {
            // One turn is enough for all that has happened before it.
            lock (touched)
            {
                if (touched.CurrentCount == 0)
                    touched.Release();
            }
        }
    }

    /// <summary>Beside the loading, which may take long.</summary>
    private async Task RefreshAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken);
            await GuardedAsync(catalog.RefreshAsync, stoppingToken);
        }
    }

    private async Task RunAsync(SemaphoreSlim touched, CancellationToken stoppingToken)
    {
        while (true)
        {
            await GuardedAsync(loader.RunAsync, stoppingToken);
            await touched.WaitAsync(Interval, stoppingToken);
        }
    }

    private async Task GuardedAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
        }
        // Whatever it is, the server goes on without it, and tries again.
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotLoaded(e is FhirException ? e.InnerException ?? e : e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The terminology could not be looked for or loaded")]
    private partial void LogNotLoaded(Exception cause);
}
