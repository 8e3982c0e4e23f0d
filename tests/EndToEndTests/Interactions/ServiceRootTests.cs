namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class ServiceRootTests : ServerTests
{
    [TestCase("")]
    [TestCase("/fhir")]
    [TestCase("/fhir/")]
    public async Task Get_of_the_base_says_what_this_is(string path)
    {
        var answer = (await Http.FetchAsync(path)).Expect(HttpStatusCode.OK);
        Assert.That(answer.Text, Does.Contain("FHIR R4").And.Contain("/metadata"));
    }

    [TestCase("/")]
    [TestCase("/nothing")]
    [TestCase("/fhirx/Patient")]
    [TestCase("/FHIR2")]
    public async Task Outside_of_the_base_is_404_and_names_the_base(string path)
    {
        var answer = (await Http.FetchAsync(path)).ExpectIssue(HttpStatusCode.NotFound, "unknown-route");
        Assert.That(answer.Text, Does.Contain(Server.BaseUrl.ToString().TrimEnd('/')));
    }

    [TestCase("Patient/1/2/3")]
    [TestCase("Patient/1/_history/2/3")]
    [TestCase("Patient/_nothing")]
    [TestCase("_nothing")]
    [TestCase("metadata/1/2")]
    public async Task Inside_of_the_base_what_is_unknown_is_404(string path)
    {
        var answer = await Http.FetchAsync(path);
        Assert.That(answer.Expect(HttpStatusCode.NotFound).IssueCodes, Is.SubsetOf(new[] { "unknown-route", "unknown-type" }));
    }

    [Test]
    public async Task Paths_are_compared_with_case()
    {
        (await Http.FetchAsync("Metadata")).Expect(HttpStatusCode.NotFound);
        (await Http.FetchAsync("PATIENT/1")).ExpectIssue(HttpStatusCode.NotFound, "unknown-type");
    }
}
