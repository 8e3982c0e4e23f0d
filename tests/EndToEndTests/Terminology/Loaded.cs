namespace FhirHub.EndToEndTests.Terminology;

/// <summary>Waits until a large code system is loaded.</summary>
internal static class Loaded
{
    public static async Task UntilAsync(HttpClient http, string system, string code)
    {
        while (true)
        {
            var answer = await http.FetchAsync($"CodeSystem/$lookup?system={system}&code={code}");
            if (answer.Status == HttpStatusCode.OK)
                return;
            answer.ExpectIssue(HttpStatusCode.ServiceUnavailable, "code-system-loading");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Until something holds that takes as long as a load does.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
    }
}
