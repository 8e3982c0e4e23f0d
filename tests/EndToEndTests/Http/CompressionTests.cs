using System.IO.Compression;
using System.Text;

namespace FhirHub.EndToEndTests.Http;

/// <summary>Compressed responses and requests, on a server that takes 256 KB at most.</summary>
[TestFixture]
internal sealed class CompressionTests : ServerTests
{
    private const int Limit = 256 * 1024;

    protected override (string Name, string Value)[] Settings => [("MaxBodyBytes", $"{Limit}")];

    [Test]
    public async Task Responses_are_compressed_as_the_client_accepts([Values("gzip", "br")] string encoding, [Values("json", "xml")] string format)
    {
        string id = await NewPatientAsync($"\"name\":[{{\"text\":\"{new string('x', 5000)}\"}}]");
        foreach (string path in new[] { $"Patient/{id}?_format={format}", $"Patient/{id}/_history?_format={format}", $"metadata?_format={format}" })
        {
            var plain = await Http.FetchAsync(path);
            var packed = (await Http.FetchAsync(path, ("Accept-Encoding", encoding))).Expect(HttpStatusCode.OK);
            Assert.That(packed.Header("Content-Encoding"), Is.EqualTo(encoding), path);
            Assert.That(packed.Bytes, Has.Length.LessThan(plain.Bytes.Length / 2), path);
            Assert.That(packed.Header("Vary"), Does.Contain("Accept-Encoding"), path);
            if (!path.Contains("_history", StringComparison.Ordinal))
                Assert.That(Unpack(encoding, packed.Bytes), Is.EqualTo(plain.Bytes), path);
        }
    }

    [Test]
    public async Task A_client_that_accepts_no_compression_gets_none() =>
        Assert.That((await Http.FetchAsync("metadata", ("Accept-Encoding", "identity"))).Header("Content-Encoding"), Is.Null);

    [Test]
    public async Task Outcomes_are_compressed_too() =>
        Assert.That((await Http.FetchAsync("Patient/nothing", ("Accept-Encoding", "gzip"))).Expect(HttpStatusCode.NotFound).Header("Content-Encoding"), Is.EqualTo("gzip"));

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    public async Task Compressed_requests_are_read(string encoding)
    {
        string id = NewId();
        byte[] body = Pack(encoding, Encoding.UTF8.GetBytes(Patient(id, "\"name\":[{\"text\":\"张三\"}]")));
        (await Http.SendBytesAsync("PUT", $"Patient/{id}", body, FhirHttp.FhirJson, ("Content-Encoding", encoding))).Expect(HttpStatusCode.Created);
        Assert.That((string?)(await Http.FetchAsync($"Patient/{id}")).Json["name"]![0]!["text"], Is.EqualTo("张三"));
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    public async Task What_is_not_what_it_says_returns_400(string encoding)
    {
        (await Http.SendBytesAsync("POST", "Basic", "no compression at all"u8.ToArray(), FhirHttp.FhirJson, ("Content-Encoding", encoding)))
            .ExpectIssue(HttpStatusCode.BadRequest, "compression-invalid");
        await AssertNothingAsync();
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task A_compressed_body_that_ends_early_returns_400(string encoding)
    {
        byte[] body = Pack(encoding, Encoding.UTF8.GetBytes("""{"resourceType":"Basic","code":{"text":"x"}}"""));
        (await Http.SendBytesAsync("POST", "Basic", body[..(body.Length / 2)], FhirHttp.FhirJson, ("Content-Encoding", encoding))).Expect(HttpStatusCode.BadRequest);
        await AssertNothingAsync();
    }

    [TestCase(1)]
    [TestCase(8)]
    [TestCase(2000)]
    public async Task Content_in_gzip_that_lacks_its_end_is_never_stored_in_part(int missing)
    {
        byte[] body = Pack("gzip", Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 5000).Select(i => i * 7919))));
        (await Http.SendBytesAsync("POST", "Binary", body[..^missing], "text/plain", ("Content-Encoding", "gzip")))
            .ExpectIssue(HttpStatusCode.BadRequest, "compression-invalid");
        Assert.That((await Http.FetchAsync("Binary/_history")).Entries, Is.Empty);
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task A_small_body_that_unpacks_to_a_huge_one_returns_413(string encoding)
    {
        byte[] bomb = Pack(encoding, new byte[16 * 1024 * 1024]);
        Assert.That(bomb, Has.Length.LessThan(Limit));
        (await Http.SendBytesAsync("POST", "Basic", bomb, FhirHttp.FhirJson, ("Content-Encoding", encoding))).ExpectIssue(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        await AssertNothingAsync();
    }

    [TestCase("zstd")]
    [TestCase("compress")]
    [TestCase("gzip, gzip")]
    [TestCase("nonsense")]
    public async Task Another_encoding_returns_415(string encoding) =>
        (await Http.SendBytesAsync("POST", "Basic", [1, 2, 3], FhirHttp.FhirJson, ("Content-Encoding", encoding)))
            .ExpectIssue(HttpStatusCode.UnsupportedMediaType, "content-encoding-unsupported");

    private async Task AssertNothingAsync() => Assert.That((await Http.FetchAsync("Basic/_history")).Entries, Is.Empty);

    private static byte[] Pack(string encoding, byte[] bytes)
    {
        using var output = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(output, CompressionLevel.Fastest),
            "br" => new BrotliStream(output, CompressionLevel.Fastest),
            _ => new ZLibStream(output, CompressionLevel.Fastest),
        })
        {
            packing.Write(bytes);
        }

        return output.ToArray();
    }

    private static byte[] Unpack(string encoding, byte[] bytes)
    {
        using var input = new MemoryStream(bytes);
        using Stream unpacking = encoding == "gzip" ? new GZipStream(input, CompressionMode.Decompress) : new BrotliStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream();
        unpacking.CopyTo(output);
        return output.ToArray();
    }
}
