using FhirHub.Engine.Access;
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
            try
            {
                var (released, failures) = await holds.ReleaseAsync(Caller.Open, stoppingToken);
                foreach (var failure in failures)
                    LogFailed(failure);
                if (released == 0)
                    await Task.Delay(Pause, time, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever is stored by whomever must not end the server.
                LogFailed(e);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Holds that are over could not be given back; trying again")]
    private partial void LogFailed(Exception cause);
}
