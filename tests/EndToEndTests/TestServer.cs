using FhirHub.Server.Configuration;
using FhirHub.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests;

/// <summary>A real server on a free port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestDatabase _database;

    /// <summary>Where it stores, for another server beside it.</summary>
    public TestDatabase Database => _database;

    private TestServer(WebApplication app, TestDatabase database)
    {
        _app = app;
        _database = database;
        BaseUrl = new Uri(app.Urls.First() + ServerOptions.BasePath + "/");
        Http = new HttpClient { BaseAddress = BaseUrl };
    }

    /// <summary>The service root, with a slash at the end.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Paths are relative to the service root: <c>Patient/1</c>.</summary>
    public HttpClient Http { get; }

    /// <summary>What it is put together from.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The addresses it listens on.</summary>
    public ICollection<string> Addresses => _app.Urls;

    /// <summary>Starts one with a database of its own, which is dropped with it.</summary>
    /// <param name="settings">Options of the server by their short name, such as <c>("References", "Enforced")</c>.</param>
    public static async Task<TestServer> StartAsync(params (string Name, string Value)[] settings) =>
        await StartAsync(await TestDatabase.NewAsync(), settings);

    /// <summary>Starts one on a database that it may share with others; the last to be disposed drops it.</summary>
    public static Task<TestServer> StartAsync(TestDatabase database, params (string Name, string Value)[] settings) =>
        StartAsync(database, TimeProvider.System, settings);

    /// <summary>The same, by a clock of its own.</summary>
    public static async Task<TestServer> StartAsync(TestDatabase database, TimeProvider time, params (string Name, string Value)[] settings)
    {
        var server = await ListenAsync(database, time, settings);
        await Readiness.UntilAsync(server.Http);
        return server;
    }

    /// <summary>As <see cref="StartAsync(TestDatabase, ValueTuple{string, string}[])"/>, without waiting until it is ready.</summary>
    public static Task<TestServer> ListenAsync(TestDatabase database, params (string Name, string Value)[] settings) =>
        ListenAsync(database, TimeProvider.System, settings);

    /// <summary>As <see cref="ListenAsync(TestDatabase, ValueTuple{string, string}[])"/>, by a clock of its own.</summary>
    public static async Task<TestServer> ListenAsync(TestDatabase database, TimeProvider time, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(s => $"{ServerOptions.Section}:{s.Name}", s => (string?)s.Value);
        all.TryAdd("FhirHub:Mongo", database.ConnectionString);
        all["FhirHub:Database"] = database.Name;
        all["FhirHub:Port"] = "0";
        database.Share();
        var builder = FhirServer.Configure(all, "Production");
        builder.Services.AddSingleton(time);
        var app = FhirServer.Build(builder);
        await app.StartAsync();
        return new TestServer(app, database);
    }

    /// <summary>Asks it to stop, as a signal does; done when the last request is answered.</summary>
    /// <summary>Whether it has decided to end, as where a background service failed.</summary>
    public bool IsEnding => _app.Lifetime.ApplicationStopping.IsCancellationRequested;

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _database.ReleaseAsync();
    }
}
