namespace FhirHub.EndToEndTests;

/// <summary>A fixture with a server of its own, shared by its tests.</summary>
internal abstract class ServerTests
{
    private TestServer? _server;

    protected TestServer Server => _server ?? throw new InvalidOperationException("The server is not started.");

    protected HttpClient Http => Server.Http;

    /// <summary>Options that differ from the defaults.</summary>
    protected virtual (string Name, string Value)[] Settings => [];

    /// <summary>The server's clock.</summary>
    protected virtual TimeProvider Time => TimeProvider.System;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await TestServer.StartAsync(await TestDatabase.NewAsync(), Time, Settings);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    protected static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>A Patient with the given members beside its id.</summary>
    protected static string Patient(string id, string members = "\"active\":true") => $$"""{"resourceType":"Patient","id":"{{id}}",{{members}}}""";

    /// <summary>PUTs a Patient with the given members beside its id.</summary>
    protected Task<Answer> PutPatientAsync(string id, string members = "\"active\":true", params (string Name, string Value)[] headers) =>
        Http.SendAsync("PUT", $"Patient/{id}", Patient(id, members), headers: headers);

    /// <summary>A new Patient at version 1; its id.</summary>
    protected async Task<string> NewPatientAsync(string members = "\"active\":true")
    {
        string id = NewId();
        (await PutPatientAsync(id, members)).Expect(HttpStatusCode.Created);
        return id;
    }

    protected async Task DeletePatientAsync(string id) => (await Http.SendAsync("DELETE", $"Patient/{id}")).Expect(HttpStatusCode.NoContent);

    /// <summary>The resource is still at this version and there are no more in its history.</summary>
    protected async Task AssertVersionAsync(string key, long version)
    {
        var history = (await Http.FetchAsync($"{key}/_history")).Expect(HttpStatusCode.OK);
        Assert.That(history.EntryTags[0], Is.EqualTo($"W/\"{version}\""));
        Assert.That(history.Entries, Has.Length.EqualTo(version));
    }
}
