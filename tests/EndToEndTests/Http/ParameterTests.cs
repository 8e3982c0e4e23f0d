namespace FhirHub.EndToEndTests.Http;

/// <summary>Query parameters without meaning: https://hl7.org/fhir/R4/search.html#errors, strict and lenient.</summary>
[TestFixture]
internal sealed class ParameterTests : ServerTests
{
    [TestCase("GET", "Patient/{0}?colour=red")]
    [TestCase("GET", "Patient/{0}/_history?colour=red")]
    [TestCase("GET", "Patient/{0}?_count=3")]
    [TestCase("GET", "metadata?colour=red")]
    [TestCase("PUT", "Patient/{0}?colour=red")]
    [TestCase("DELETE", "Patient/{0}?colour=red")]
    public async Task A_parameter_without_meaning_is_warned_of_and_when_strict_refused(string method, string path)
    {
        string id = await NewPatientAsync();
        path = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id);
        string? body = method == "PUT" ? Patient(id) : null;
        (await Http.SendAsync(method, path, body, headers: ("Prefer", "handling=strict"))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
        await AssertVersionAsync($"Patient/{id}", 1);
        var lenient = await Http.SendAsync(method, path, body, headers: ("Prefer", "handling=lenient"));
        Assert.That((int)lenient.Status, Is.LessThan(300));
        Assert.That(lenient.Header("Warning"), Does.StartWith("299").And.Contain(path.Split('?')[1].Split('=')[0]));
        Assert.That((await Http.FetchAsync($"Patient/{await NewPatientAsync()}?_pretty=true")).Header("Warning"), Is.Null);
    }

    [Test]
    public async Task What_a_parameter_is_called_cannot_break_a_header()
    {
        string id = await NewPatientAsync();
        var read = (await Http.FetchAsync($"Patient/{id}?%0d%0aX-Evil:%201%22=1&%E5%BC%A0=2")).Expect(HttpStatusCode.OK);
        Assert.That(read.Header("X-Evil"), Is.Null);
        Assert.That(read.Header("Warning"), Does.StartWith("299"));
    }
}
