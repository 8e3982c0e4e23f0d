using FhirHub.Server.Configuration;
using FhirHub.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests;

/// <summary>A real server on a free port, with a database of its own that is dropped at the end.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _database;

    private TestServer(WebApplication app, string database)
    {
        _app = app;
        _database = database;
        BaseUrl = new Uri(app.Urls.Single() + ServerOptions.BasePath + "/");
        Http = new HttpClient { BaseAddress = BaseUrl };
    }

    /// <summary>The service root, with a slash at the end.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Paths are relative to the service root: <c>Patient/1</c>.</summary>
    public HttpClient Http { get; }

    /// <param name="settings">Options of the server by their short name, such as <c>("References", "Enforced")</c>.</param>
    public static async Task<TestServer> StartAsync(params (string Name, string Value)[] settings)
    {
        string database = $"e2e_{Guid.NewGuid():N}";
        var all = settings.ToDictionary(s => $"{ServerOptions.Section}:{s.Name}", s => (string?)s.Value);
        all["FhirHub:Mongo"] = await TestDatabase.ConnectionStringAsync();
        all["FhirHub:Database"] = database;
        all["FhirHub:Port"] = "0";
        var app = FhirServer.Build(FhirServer.Configure(all, "Production"));
        await app.StartAsync();
        var server = new TestServer(app, database);
        await server.UntilReadyAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        using var client = new MongoClient(await TestDatabase.ConnectionStringAsync());
        await client.DropDatabaseAsync(_database);
    }

    private async Task UntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await Http.GetAsync("/healthz/ready", limit.Token)).IsSuccessStatusCode)
            await Task.Delay(20, limit.Token);
    }
}
