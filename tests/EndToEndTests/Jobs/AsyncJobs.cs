namespace FhirHub.EndToEndTests.Jobs;

/// <summary>Waits for jobs.</summary>
internal static class AsyncJobs
{
    // Longer than a killed server's open transactions hold on to what they have begun: a minute on every MongoDB.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Asks until the job has ended; the answer then.</summary>
    public static async Task<Answer> EndAsync(HttpClient http, string url)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await http.FetchAsync(url);
            if (answer.Status != HttpStatusCode.Accepted)
                return answer.Expect(HttpStatusCode.OK);
            Assert.That(answer.Header("X-Progress"), Is.Not.Null);
            Assert.That(answer.Header("Retry-After"), Is.Not.Null);
            await Task.Delay(50, limit.Token);
        }
    }
}
