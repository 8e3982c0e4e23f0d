namespace FhirHub.EndToEndTests;

/// <summary>Waits for a server.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Until <c>/healthz/ready</c> says so; a server that does not listen yet is asked again.</summary>
    public static async Task UntilAsync(HttpClient http)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await IsReadyAsync(http, limit.Token))
            await Task.Delay(20, limit.Token);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("/healthz/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
