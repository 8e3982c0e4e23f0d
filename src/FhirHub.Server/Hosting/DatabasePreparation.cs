using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Installation;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Transactions;

namespace FhirHub.Server.Hosting;

/// <summary>Brings the database into shape beside a server that listens already.</summary>
internal sealed partial class DatabasePreparation(
    FhirDatabase database, TransactionRunner transactions, AnswerStore answers, JobStore jobs, NotificationStore notifications, SearchParameterRegistry parameters,
    DefinitionCatalog definitions, InstalledPacks packs, PackInstaller installer, TerminologyCatalog terminology, TimeProvider time, ILogger<DatabasePreparation> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private readonly TaskCompletionSource _prepared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the collections and indexes are there.</summary>
    public Task Prepared => _prepared.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!Prepared.IsCompleted)
        {
            try
            {
                await database.PrepareAsync(stoppingToken);
                await transactions.PrepareAsync(stoppingToken);
                await answers.PrepareAsync(stoppingToken);
                await jobs.PrepareAsync(stoppingToken);
                await notifications.PrepareAsync(stoppingToken);
                await parameters.RefreshAsync(stoppingToken);
                await definitions.RefreshAsync(stoppingToken);
                await packs.PrepareAsync(stoppingToken);
                await packs.RefreshAsync(stoppingToken);
                await installer.PrepareAsync(stoppingToken);
                await terminology.RefreshAsync(stoppingToken);
                _prepared.TrySetResult();
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is, the server is not ready and says so, which is more than one that has ended can do.
                LogNotPrepared(RetryAfter.TotalSeconds, e is FhirException { InnerException: { } cause } ? cause : e);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database cannot be prepared yet; trying again in {Seconds} s")]
    private partial void LogNotPrepared(double seconds, Exception cause);
}
