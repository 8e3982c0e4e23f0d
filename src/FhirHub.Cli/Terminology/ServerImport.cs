using System.Net;
using System.Text.Json;

namespace FhirHub.Cli.Terminology;

/// <summary>Posts a table to a server's <c>$import-csv</c>, and waits until its codes can be asked for.</summary>
internal sealed class ServerImport(Uri server, string language, TextWriter output, TextWriter errors)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>A server that has not loaded it by then needs somebody to look.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>What the process ends with.</returns>
    public async Task<int> RunAsync(TableImport import, CancellationToken cancellationToken)
    {
        if (!import.File.Exists)
            throw new ImportException($"There is no file {import.File.FullName}.");
        using var http = new HttpClient { BaseAddress = new Uri(server.AbsoluteUri.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        http.DefaultRequestHeaders.Accept.ParseAdd("application/fhir+json");
        await output.WriteLineAsync($"{import.File.Name}, {import.Size}, to {server}");
        using var content = new TableContent(import, output);
        using var answer = await http.PostAsync($"CodeSystem/$import-csv?{ImportQuery.Of(import)}", content, cancellationToken);
        foreach (string said in await SaidAsync(answer, cancellationToken))
            await (answer.IsSuccessStatusCode ? output : errors).WriteLineAsync(said);
        if (!answer.IsSuccessStatusCode)
            return answer.StatusCode == HttpStatusCode.UnprocessableEntity ? Exits.Errors : Exits.NotDone;
        return await IsLoadedAsync(http, import, cancellationToken) ? Exits.Fine : Exits.NotDone;
    }

    /// <summary>Asks for a code, whichever: there is an answer when the codes are there. Where others are replaced, those answer until then.</summary>
    private async Task<bool> IsLoadedAsync(HttpClient http, TableImport import, CancellationToken cancellationToken)
    {
        string version = import.System.Version is { } named ? $"&version={Uri.EscapeDataString(named)}" : "";
        string question = $"CodeSystem/$validate-code?url={Uri.EscapeDataString(import.System.Url)}{version}&code=-";
        string told = "";
        long begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            using var answer = await http.GetAsync(question, cancellationToken);
            if (answer.IsSuccessStatusCode)
                return true;
            string said = string.Join(Environment.NewLine, await SaidAsync(answer, cancellationToken));
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                await errors.WriteLineAsync(said);
                return false;
            }

            if (said != told)
                await output.WriteLineAsync(told = said);
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }

        await errors.WriteLineAsync($"After {Patience.TotalMinutes} minutes its codes are not loaded yet.");
        return false;
    }

    /// <summary>What an OperationOutcome says; of anything else, the status.</summary>
    private static async Task<IReadOnlyList<string>> SaidAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        string status = $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("issue", out var issues) || issues.ValueKind != JsonValueKind.Array)
                return [status];
            return [.. issues.EnumerateArray().Select(i => i.TryGetProperty("diagnostics", out var text) ? text.GetString() ?? status : status)];
        }
        catch (JsonException)
        {
            return [status];
        }
    }
}
