using FhirHub.Engine.Errors;
using FhirHub.Regional.Referrals;

namespace FhirHub.Server.Hosting;

/// <summary>Looks every few seconds for referrals whose deadline has passed, and has those told whom the policy names.</summary>
internal sealed partial class ReferralDeadlineService(
    DatabasePreparation preparation, ReferralEscalation escalation, TimeProvider time, ILogger<ReferralDeadlineService> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Prepared.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, time, stoppingToken);
                foreach (var failure in await escalation.RunAsync(stoppingToken))
                    LogNotTold(failure.InnerException ?? failure);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever is stored by whomever must not end the server.
                LogNotLooked(e is FhirException { InnerException: { } cause } ? cause : e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Nobody could be told that the deadline of a referral has passed")]
    private partial void LogNotTold(Exception cause);

    [LoggerMessage(LogLevel.Warning, "Referrals could not be looked through for deadlines")]
    private partial void LogNotLooked(Exception cause);
}
