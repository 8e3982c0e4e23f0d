using FhirHub.Engine.Jobs;

namespace FhirHub.Server.Hosting;

/// <summary>Runs this node's jobs from the moment the database is ready until the server stops.</summary>
internal sealed partial class JobService(
    DatabasePreparation preparation, JobStore store, IEnumerable<IJobType> types, JobOptions options, TimeProvider time, ILogger<JobService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Prepared.WaitAsync(stoppingToken);
        await new JobRunner(store, types, options, time, LogFailed).RunAsync(stoppingToken);
    }

    [LoggerMessage(LogLevel.Warning, "Job {Id} of type {Type} failed")]
    private partial void LogFailed(string id, string type, Exception cause);
}
