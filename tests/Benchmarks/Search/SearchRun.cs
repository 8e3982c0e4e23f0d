using FhirHub.Benchmarks.Load;
using FhirHub.Benchmarks.Processes;

namespace FhirHub.Benchmarks.Search;

/// <summary>One size: its database, a server on it, and the searches that both sides answer alike.</summary>
internal sealed class SearchRun
{
    private SearchRun(FilledDatabase filled, HttpProcess server, IReadOnlyList<SearchCase> searches)
    {
        Filled = filled;
        Server = server;
        Client = new FhirClient(server);
        Searches = searches;
    }

    public FilledDatabase Filled { get; }

    public HttpProcess Server { get; }

    public FhirClient Client { get; }

    public IReadOnlyList<SearchCase> Searches { get; private set; }

    public static async Task<SearchRun> StartAsync(int size, ServerBuild build, CancellationToken cancellationToken)
    {
        var filled = await FilledDatabase.OpenAsync(size, cancellationToken);
        var searches = await new SearchCases(filled, SearchSubjects.Of(filled.Data)).AllAsync(cancellationToken);
        return new SearchRun(filled, await HttpProcess.StartServerAsync(build, filled.Bench, cancellationToken), searches);
    }

    /// <summary>Leaves out the searches whose answers differ from the driver's, and says so.</summary>
    /// <returns>How many were left out.</returns>
    public async Task<int> CheckAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var equal = new EqualAnswers(Client);
        var fit = new List<SearchCase>();
        foreach (var search in Searches)
        {
            if (await equal.FaultOfAsync(search, cancellationToken) is { } fault)
                await output.WriteLineAsync($"Not measured: {search.Name}: {fault}.{Environment.NewLine}");
            else
                fit.Add(search);
        }

        int left = Searches.Count - fit.Count;
        Searches = fit;
        return left;
    }

    /// <summary>FhirHub beside the driver.</summary>
    public static Comparison Compare(SearchCase search, HttpConnections fhir)
    {
        byte[][] requests = [.. search.Paths.Select(p => HttpConnection.Get("/fhir/" + p))];
        return new Comparison(search.Name,
        [
            fhir.Variant("FhirHub", 200, (c, t) => requests[search.Instance(c, t)]),
            new Variant("driver", async (c, t, token) => await search.Bare(search.Instance(c, t), token) is not null),
        ]);
    }

    /// <summary>Stops the server and leaves the database as it was filled, or not at all.</summary>
    public async Task CloseAsync(bool drop)
    {
        Client.Dispose();
        Server.Dispose();
        await (drop ? Filled.DropAsync(CancellationToken.None) : Filled.RestoreAsync(CancellationToken.None));
        await Filled.DisposeAsync();
    }
}
