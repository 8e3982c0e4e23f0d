using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;

namespace FhirHub.Server.Hosting;

/// <summary>Looks every second for profiles, terms and packs that other nodes have stored.</summary>
internal sealed partial class DefinitionService(
    DatabasePreparation preparation, DefinitionCatalog catalog, InstalledPacks packs, TimeProvider time, ILogger<DefinitionService> logger)
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
                await catalog.RefreshAsync(stoppingToken);
                await packs.RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // Whatever it is, the server goes on with the definitions it has, and tries again.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRead(e is FhirException ? e.InnerException ?? e : e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The definitions could not be looked for")]
    private partial void LogNotRead(Exception cause);
}
