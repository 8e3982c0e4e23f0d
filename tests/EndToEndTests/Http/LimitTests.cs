using System.Text;

namespace FhirHub.EndToEndTests.Http;

/// <summary>Limits on bodies, on a server that takes 4 KB and 9 levels.</summary>
[TestFixture]
internal sealed class LimitTests : ServerTests
{
    private const int Limit = 4096;

    protected override (string Name, string Value)[] Settings => [("MaxBodyBytes", $"{Limit}"), ("MaxDepth", "9")];

    [Test]
    public async Task A_body_of_the_limit_is_taken_and_one_byte_more_returns_413()
    {
        (await Http.SendAsync("POST", "Patient", Sized(Limit))).Expect(HttpStatusCode.Created);
        (await Http.SendAsync("POST", "Basic", Sized(Limit + 1))).ExpectIssue(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        await AssertNoBasicAsync();
    }

    [TestCase("PUT", "Basic/1", FhirHttp.FhirJson)]
    [TestCase("PATCH", "Basic/1", FhirHttp.MergePatch)]
    [TestCase("POST", "Basic", FhirHttp.FhirXml)]
    [TestCase("POST", "Binary", "image/png")]
    [TestCase("POST", "Basic/1/$meta-add", FhirHttp.FhirJson)]
    public async Task Every_way_to_send_a_body_has_the_limit(string method, string path, string mediaType)
    {
        (await Http.SendAsync(method, path, Sized(Limit + 1), mediaType)).ExpectIssue(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        await AssertNoBasicAsync();
    }

    [Test]
    public async Task A_body_of_unknown_length_has_the_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "Basic") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Sized(Limit * 100))) };
        request.Content.Headers.ContentType = new(FhirHttp.FhirJson);
        request.Headers.TransferEncodingChunked = true;
        using var response = await Http.SendAsync(request);
        new Answer(response, await response.Content.ReadAsByteArrayAsync()).ExpectIssue(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Test]
    public async Task Nesting_of_the_limit_is_taken_and_more_returns_400()
    {
        (await Http.SendAsync("POST", "Patient", Nested(4))).Expect(HttpStatusCode.Created);
        var refused = (await Http.SendAsync("POST", "Patient", Nested(5))).Expect(HttpStatusCode.BadRequest);
        Assert.That(refused.Text, Does.Contain("9"));
        var xml = (await Http.SendAsync("POST", "Basic", $"<Basic xmlns='http://hl7.org/fhir'>{string.Concat(Enumerable.Repeat("<extension url='u'>", 30))}", FhirHttp.FhirXml)).Expect(HttpStatusCode.BadRequest);
        Assert.That(xml.IssueCodes, Does.Contain("nesting-too-deep"));
        await AssertNoBasicAsync();
    }

    [Test]
    public async Task A_patch_cannot_pass_the_limit_of_nesting_either()
    {
        string id = await NewPatientAsync();
        string deep = string.Concat(Enumerable.Repeat("{\"extension\":[", 20)) + string.Concat(Enumerable.Repeat("]}", 20));
        var refused = await Http.SendAsync("PATCH", $"Patient/{id}", deep, FhirHttp.MergePatch);
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest).Or.EqualTo(HttpStatusCode.UnprocessableEntity), refused.Text);
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    private static string Sized(int bytes)
    {
        const string Start = """{"resourceType":"Patient","active":true""";
        return Start + new string(' ', bytes - Start.Length - 1) + "}";
    }

    /// <summary>Extensions within each other: an array and an object each, beside the resource itself.</summary>
    private static string Nested(int extensions)
    {
        string nested = "\"valueBoolean\":true";
        for (int i = 0; i < extensions; i++)
            nested = $"\"extension\":[{{\"url\":\"u\",{nested}}}]";
        return $$"""{"resourceType":"Patient",{{nested}}}""";
    }

    private async Task AssertNoBasicAsync() => Assert.That((await Http.FetchAsync("Basic/_history")).Entries, Is.Empty);
}
