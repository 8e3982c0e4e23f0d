using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Booking;

namespace FhirHub.Server.Hosting;

/// <summary>Gives held places back whose time is over, also those of a node that is gone.</summary>
internal sealed partial class HoldExpiry(ExpiredHolds holds, DatabasePreparation preparation, TimeProvider time, ILogger<HoldExpiry> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Prepared.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await ReleaseAsync(stoppingToken) == 0)
                await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<int> ReleaseAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await holds.ReleaseAsync(Caller.Open, stoppingToken);
        }
        catch (FhirException e)
        {
            LogFailed(e);
            return 0;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Holds that are over could not be given back; trying again")]
    private partial void LogFailed(Exception cause);
}
