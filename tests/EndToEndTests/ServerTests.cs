namespace FhirHub.EndToEndTests;

/// <summary>A fixture with a server of its own, shared by its tests.</summary>
internal abstract class ServerTests
{
    private TestServer? _server;

    protected TestServer Server => _server ?? throw new InvalidOperationException("The server is not started.");

    protected HttpClient Http => Server.Http;

    /// <summary>Options that differ from the defaults.</summary>
    protected virtual (string Name, string Value)[] Settings => [];

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await TestServer.StartAsync(Settings);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    protected static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>PUTs a Patient with the given members beside its id.</summary>
    protected async Task<Answer> PutPatientAsync(string id, string members = "\"active\":true", params (string Name, string Value)[] headers) =>
        await Http.SendAsync("PUT", $"Patient/{id}", $$"""{"resourceType":"Patient","id":"{{id}}",{{members}}}""", headers: headers);
}
