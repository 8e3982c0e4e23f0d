using FhirHub.UnitTests.Xml;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>Resources over the 16 MB that a document of the database can hold.</summary>
[TestFixture]
internal sealed class LargeResourceTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("MaxBodyBytes", $"{64 * 1024 * 1024}")];

    [Test]
    public async Task The_largest_official_resource_goes_in_and_comes_back_unharmed()
    {
        byte[] sent = await File.ReadAllBytesAsync(OfficialExamples.PathOf("Bundle-resources.json"));
        Assert.That(sent, Has.Length.GreaterThan(16 * 1024 * 1024));
        (await Http.SendBytesAsync("PUT", "Bundle/resources", sent, FhirHttp.FhirJson, ("Prefer", "return=minimal"))).Expect(HttpStatusCode.Created);
        var read = (await Http.FetchAsync("Bundle/resources")).Expect(HttpStatusCode.OK);
        Assert.That(JsonDifference.OfResources(sent, read.Bytes), Is.Null);
        // It becomes a superseded version and a tombstone as any other.
        (await Http.SendAsync("PUT", "Bundle/resources", """{"resourceType":"Bundle","id":"resources","type":"collection"}""")).Expect(HttpStatusCode.OK);
        Assert.That((await Http.FetchAsync("Bundle/resources/_history/1")).Bytes, Is.EqualTo(read.Bytes));
        (await Http.SendAsync("DELETE", "Bundle/resources")).Expect(HttpStatusCode.NoContent);
        Assert.That((await Http.FetchAsync("Bundle/resources/_history?_count=2")).EntryTags, Is.EqualTo(new[] { "W/\"3\"", "W/\"2\"" }));
        Assert.That((await Http.FetchAsync("Bundle/resources/_history/1")).Bytes, Has.Length.EqualTo(read.Bytes.Length));
    }

    [Test]
    public async Task Content_of_40_MB_goes_in_and_out_as_it_is()
    {
        byte[] content = new byte[40 * 1024 * 1024];
        new Random(1).NextBytes(content);
        string id = NewId();
        (await Http.SendBytesAsync("PUT", $"Binary/{id}", content, "application/octet-stream", ("Prefer", "return=minimal"))).Expect(HttpStatusCode.Created);
        var read = (await Http.FetchAsync($"Binary/{id}", ("Accept", "application/octet-stream"))).Expect(HttpStatusCode.OK);
        Assert.That(read.Bytes.AsSpan().SequenceEqual(content), Is.True);
    }
}
