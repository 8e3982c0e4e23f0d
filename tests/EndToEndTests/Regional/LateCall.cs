namespace FhirHub.EndToEndTests.Regional;

/// <summary>A call that the server has begun to read, but not to carry out: what is done meanwhile its caller does not know.</summary>
internal sealed class LateCall : IAsyncDisposable
{
    private readonly SlowUpload _upload;

    private LateCall(SlowUpload upload) => _upload = upload;

    public static async Task<LateCall> StartAsync(Uri root, string path, string? organization, string parameters)
    {
        (string, string)[] headers = organization is null ? [] : [("X-FhirHub-Organization", organization)];
        return new LateCall(await SlowUpload.StartAsync(root, "POST", path, parameters, headers));
    }

    /// <summary>Sends the rest; the status and the body.</summary>
    public async Task<(HttpStatusCode Status, string Body)> FinishAsync()
    {
        string response = await _upload.FinishAsync();
        return ((HttpStatusCode)int.Parse(response.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), response);
    }

    /// <summary>It has lost: 409 by a rule, with the state now.</summary>
    public async Task AssertLostAsync(string rule, string state)
    {
        var (status, body) = await FinishAsync();
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict), body);
            Assert.That(body, Does.Contain($"\"{rule}\"").And.Contain($"\"{state}\""));
        });
    }

    public ValueTask DisposeAsync() => _upload.DisposeAsync();
}
