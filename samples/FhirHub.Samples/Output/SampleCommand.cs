using System.CommandLine;
using System.Globalization;

namespace FhirHub.Samples.Output;

/// <summary>The command line: generates, and writes to a folder or loads into a server.</summary>
internal static class SampleCommand
{
    private static readonly Option<int> Count = new("--count") { Description = "Resources of all types together.", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Until = new("--until") { Description = "The day of the data, such as 2026-06-30 (the default)." };
    private static readonly Option<string?> Out = new("--out") { Description = "Folder for one NDJSON file of each type; existing ones are replaced." };
    private static readonly Option<string?> Post = new("--post") { Description = "Root of a FHIR server to load, such as http://127.0.0.1:5080/fhir." };

    private static readonly Option<int> Parallel = new("--parallel")
    {
        Description = "Bundles on their way at once. With 1, whatever is referred to is there before: for servers that check references.",
        DefaultValueFactory = _ => 4,
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("Generates realistic health data of people who do not exist.") { Count, Seed, Until, Out, Post, Parallel };
        root.Validators.Add(result =>
        {
            if (result.GetValue(Out) is null && result.GetValue(Post) is null)
                result.AddError("Say where to: --out with a folder, --post with a server, or both.");
            if (result.GetValue(Post) is { } url && Server(url) is null)
                result.AddError("--post takes the URL of a server, such as http://127.0.0.1:5080/fhir.");
            if (result.GetValue(Until) is { } day && Day(day) is not { Year: >= 2000 and <= 2100 })
                result.AddError("--until takes a day from the years 2000 to 2100, such as 2026-06-30.");
        });
        Require(Count, count => count >= 1, "--count is at least 1.");
        Require(Parallel, parallel => parallel is >= 1 and <= 64, "--parallel lies between 1 and 64.");
        root.SetAction(RunAsync);
        return root;
    }

    private static void Require(Option<int> option, Predicate<int> holds, string fault) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && !holds(result.GetValueOrDefault<int>()))
            result.AddError(fault);
    });

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new SampleOptions { Count = parsed.GetValue(Count) };
        if (parsed.GetValue(Until) is { } until)
            options = options with { Until = Day(until)!.Value };
        var data = new SampleData(parsed.GetValue(Seed), options);
        try
        {
            if (parsed.GetValue(Out) is { } folder)
                NdjsonFolder.Write(folder, Shown(data, options.Count, "written"), cancellationToken);
            if (parsed.GetValue(Post) is { } server)
            {
                using var loader = new ServerLoader(Server(server)!, parsed.GetValue(Parallel));
                await loader.LoadAsync(Shown(data, options.Count, "sent"), cancellationToken);
            }

            return 0;
        }
        catch (Exception e) when (e is LoadException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(Environment.NewLine + e.Message);
            return 1;
        }
    }

    private static IEnumerable<SampleResource> Shown(SampleData data, int count, string verb)
    {
        var progress = new LoadProgress(Console.Error, count, verb);
        foreach (var resource in data.Resources())
        {
            yield return resource;
            progress.Add();
        }

        progress.End();
    }

    private static Uri? Server(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
