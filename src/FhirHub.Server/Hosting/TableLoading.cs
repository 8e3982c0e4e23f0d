using FhirHub.Engine.Indexing;

namespace FhirHub.Server.Hosting;

/// <summary>Reads tables beside a server that listens already, so that no request has to wait for them.</summary>
internal sealed class TableLoading : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(IndexTables.Load, stoppingToken);
}
