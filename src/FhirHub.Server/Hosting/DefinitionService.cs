using FhirHub.Engine.Errors;
using FhirHub.Engine.Installation;
using FhirHub.Engine.Packs;

namespace FhirHub.Server.Hosting;

/// <summary>Looks every second for profiles, terms and packs that other nodes have stored, and for installations that were cut off.</summary>
internal sealed partial class DefinitionService(
    DatabasePreparation preparation, DefinitionCatalog catalog, InstalledPacks packs, PackInstaller installer, TimeProvider time, ILogger<DefinitionService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HashSet<(string Key, long Version)> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Prepared.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, time, stoppingToken);
                await catalog.RefreshAsync(stoppingToken);
                foreach (var entry in catalog.Unreadable().Where(e => _told.Add((e.Key, e.Version))))
                    LogUnreadable(entry.Key, entry.Unreadable!);
                await packs.RefreshAsync(stoppingToken);
                foreach (var pack in packs.Current.Where(p => p.Unreadable is not null && _told.Add((p.Name, p.Installed.Ticks))))
                    LogUnreadable(pack.Name, pack.Unreadable!);
                foreach (string pack in await installer.RecoverAsync(stoppingToken))
                    LogRecovered(pack);
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

    [LoggerMessage(LogLevel.Warning, "An installation of the pack {Pack} had been cut off; what it had written is taken back")]
    private partial void LogRecovered(string pack);

    [LoggerMessage(LogLevel.Error, "{Key} cannot be read and defines nothing: {Fault}")]
    private partial void LogUnreadable(string key, string fault);

    [LoggerMessage(LogLevel.Warning, "The definitions could not be looked for")]
    private partial void LogNotRead(Exception cause);
}
