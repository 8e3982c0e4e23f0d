using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Resources.Reindexing;

namespace FhirHub.Server.Hosting;

/// <summary>Looks every second for search parameters that other nodes have defined or indexed.</summary>
internal sealed partial class SearchParameterService(
    DatabasePreparation preparation, SearchParameterRegistry registry, ResourceReindexer reindexer, TimeProvider time, ILogger<SearchParameterService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Prepared.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, time, stoppingToken);
                await registry.RefreshAsync(stoppingToken);
                await reindexer.SettleAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever is stored by whomever must not end the server: it goes on with what it knows.
                LogNotRead(e is FhirException { InnerException: { } cause } ? cause : e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The search parameters could not be looked for")]
    private partial void LogNotRead(Exception cause);
}
