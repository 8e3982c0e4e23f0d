namespace FhirHub.EndToEndTests.Search.Behaviour;

/// <summary>https://hl7.org/fhir/R4/search.html#errors: what is not supported is an error or left out, as the client prefers; what is wrong is an error.</summary>
[TestFixture]
internal sealed class HandlingTests : ServerTests
{
    private static readonly (string Name, string Value)[] Strict = [("Prefer", "handling=strict")];

    [TestCase("nme=Li", "parameter-unknown")]
    [TestCase("_sort=nme", "parameter-unknown")]
    [TestCase("_sort=_score", "sort-unsupported")]
    [TestCase("name.family=Li", "chain-not-reference")]
    [TestCase("_has:Observation:code:status=final", "chain-not-reference")]
    public async Task What_is_not_supported_is_refused_strictly_and_named_and_left_out_leniently(string parameter, string code)
    {
        var strict = await Http.FetchAsync($"Patient?active=true&{parameter}", Strict);
        Assert.That(strict.Status, Is.EqualTo(HttpStatusCode.BadRequest), strict.Text);
        Assert.That((string?)strict.Issues[0]["code"], Is.EqualTo("not-supported"));
        var lenient = (await Http.FetchAsync($"Patient?active=true&{parameter}")).Expect(HttpStatusCode.OK);
        Assert.That(lenient.Link("self"), Does.EndWith("Patient?active=true"));
        var outcome = lenient.Entries.Single(e => (string?)e["search"]!["mode"] == "outcome");
        Assert.That((string?)outcome["resource"]!["issue"]![0]!["severity"], Is.EqualTo("warning"));
        Assert.That(outcome.ToJsonString(), Does.Contain(parameter.Split('=')[0]), code);
    }

    [TestCase("name:near=Li")]
    [TestCase("birthdate:not=2000")]
    [TestCase("_include:near=Patient:organization")]
    public async Task A_modifier_that_is_not_supported_is_refused_whatever_the_handling(string parameter)
    {
        (await Http.FetchAsync($"Patient?active=true&{parameter}", Strict)).ExpectIssue(HttpStatusCode.BadRequest, "modifier-unsupported");
        (await Http.FetchAsync($"Patient?active=true&{parameter}", ("Prefer", "handling=lenient"))).ExpectIssue(HttpStatusCode.BadRequest, "modifier-unsupported");
    }

    [TestCase("birthdate=yesterday")]
    [TestCase("birthdate=2023-02-29")]
    [TestCase("birthdate=xx2023")]
    [TestCase("active:missing=perhaps")]
    [TestCase("_id=a/b")]
    [TestCase("_count=-1")]
    [TestCase("_count=ten")]
    [TestCase("_total=all")]
    [TestCase("_summary=some")]
    [TestCase("_sort=")]
    [TestCase("_sort=family,family")]
    [TestCase("_count=1&_count=2")]
    [TestCase("identifier=a|b|c")]
    [TestCase("organization=no%20id")]
    [TestCase("_lastUpdated=soon")]
    [TestCase("_elements=id&_summary=true")]
    [TestCase("name=%ff")]
    public async Task A_bad_value_is_refused_whatever_the_handling(string parameters)
    {
        foreach (var headers in new[] { Strict, [] })
        {
            if (parameters.EndsWith('=') && headers.Length == 0)
                continue;
            var answer = await Http.FetchAsync($"Patient?{parameters}", headers);
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), answer.Text);
            Assert.That(answer.Issues, Is.Not.Empty);
        }
    }

    [Test]
    public async Task A_form_that_is_not_percent_encoded_is_refused() =>
        (await Http.SendAsync("POST", "Patient/_search", "name=%zz", "application/x-www-form-urlencoded")).ExpectIssue(HttpStatusCode.BadRequest, "query-invalid");

    [Test]
    public async Task All_faults_of_a_search_are_named_at_once()
    {
        var answer = (await Http.FetchAsync("Patient?birthdate=x&_count=y&nme=z", Strict)).Expect(HttpStatusCode.BadRequest);
        Assert.That(answer.Issues, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task The_self_link_states_what_was_searched_by_GET_and_POST()
    {
        var get = (await Http.FetchAsync("Patient?name=%E5%BC%A0&_count=0005&identifier=http://x%7C1")).Expect(HttpStatusCode.OK);
        Assert.That(get.Link("self"), Is.EqualTo($"{Server.BaseUrl}Patient?name=%E5%BC%A0&_count=5&identifier=http://x%7C1"));
        var post = (await Http.SendAsync("POST", "Patient/_search?_count=5", "name=%E5%BC%A0", "application/x-www-form-urlencoded")).Expect(HttpStatusCode.OK);
        Assert.That(post.Link("self"), Is.EqualTo($"{Server.BaseUrl}Patient?_count=5&name=%E5%BC%A0"));
    }

    [Test]
    public async Task A_count_beyond_the_limit_is_limited_and_says_so()
    {
        var answer = (await Http.FetchAsync("Patient?_count=100000")).Expect(HttpStatusCode.OK);
        Assert.That(answer.Link("self"), Does.EndWith("_count=1000"));
        Assert.That(answer.Text, Does.Contain("count-limited"));
    }
}
