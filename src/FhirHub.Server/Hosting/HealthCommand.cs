using System.CommandLine;

namespace FhirHub.Server.Hosting;

/// <summary>The command <c>health</c>: asks a running server, for container health checks in images without other tools.</summary>
internal static class HealthCommand
{
    private static readonly Option<Uri> Url = new("--url")
    {
        Description = "The health check to ask.",
        CustomParser = argument =>
        {
            if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                return url;
            argument.AddError($"--url '{argument.Tokens[0].Value}' is not an absolute http or https URL.");
            return null;
        },
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080/healthz/ready"),
    };

    public static Command Create()
    {
        var command = new Command("health", "Ask a running server whether it is ready; exit code 0 means yes.") { Url };
        command.SetAction((parsed, cancellationToken) => AskAsync(parsed.GetRequiredValue(Url), cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await client.GetAsync(url, cancellationToken);
            Console.Write(await answer.Content.ReadAsStringAsync(cancellationToken));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {e.Message}");
            return 1;
        }
    }
}
