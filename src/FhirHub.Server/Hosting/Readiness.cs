using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;

namespace FhirHub.Server.Hosting;

/// <summary>Ready when the collections and indexes are there, the configured packs are installed, and the database answers.</summary>
internal sealed class Readiness(DatabasePreparation preparation, PackLoading packs, FhirDatabase database)
{
    public async Task AnswerAsync(HttpContext http)
    {
        string? waiting = !preparation.Prepared.IsCompleted ? "the database is being prepared"
            : packs.IsDone ? null
            : packs.Fault ?? "packs are being installed";
        if (waiting is not null)
        {
            await HealthAnswer.WriteAsync(http, healthy: false, waiting);
            return;
        }

        try
        {
            await database.PingAsync(http.RequestAborted);
            await HealthAnswer.WriteAsync(http, healthy: true, "ready");
        }
        catch (FhirException)
        {
            await HealthAnswer.WriteAsync(http, healthy: false, "the database does not answer");
        }
    }
}
