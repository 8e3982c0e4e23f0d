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
}
