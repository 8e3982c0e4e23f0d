namespace FhirHub.EndToEndTests.Operations;

/// <summary><c>Observation/$lastn</c>.</summary>
[TestFixture]
internal sealed class LastObservationsTests : ServerTests
{
    [OneTimeSetUp]
    public async Task LoadAsync()
    {
        for (int day = 1; day <= 5; day++)
        {
            await ObserveAsync($"hr{day}", """{"coding":[{"system":"http://loinc.org","code":"8867-4"}]}""", day);
            await ObserveAsync($"bp{day}", """{"coding":[{"system":"http://loinc.org","code":"85354-9"},{"system":"http://local","code":"bp"}]}""", day);
        }

        await ObserveAsync("bp-local", """{"coding":[{"system":"http://local","code":"bp"}]}""", 9);
        await ObserveAsync("text1", """{"text":"Mood"}""", 3);
        await ObserveAsync("text2", """{"text":"Mood"}""", 4);
        await ObserveAsync("other", """{"text":"Mood"}""", 8, "q");
    }

    [TestCase("patient=p&category=vital-signs", new[] { "bp-local", "hr5", "text2" })]
    [TestCase("subject=Patient/p&category=vital-signs&max=2", new[] { "bp-local", "bp5", "hr5", "hr4", "text2", "text1" })]
    [TestCase("patient=p&code=8867-4&max=3&date=lt2024-01-04", new[] { "hr3", "hr2", "hr1" })]
    public async Task Each_code_has_its_newest(string query, string[] expected)
    {
        var answer = (await Http.FetchAsync($"Observation/$lastn?{query}")).Expect(HttpStatusCode.OK);
        Assert.That(answer.Entries.Select(e => (string)e["resource"]!["id"]!), Is.EqualTo(expected));
    }

    [Test]
    public async Task It_takes_Parameters_too()
    {
        var answer = (await Http.SendAsync("POST", "Observation/$lastn", """
            {"resourceType":"Parameters","parameter":[{"name":"patient","valueString":"p"},{"name":"code","valueString":"8867-4"},{"name":"max","valuePositiveInt":2}]}
            """)).Expect(HttpStatusCode.OK);
        Assert.That(answer.Entries.Select(e => (string)e["resource"]!["id"]!), Is.EqualTo(new[] { "hr5", "hr4" }));
    }

    [TestCase("category=vital-signs", "parameter-required")]
    [TestCase("patient=p", "parameter-required")]
    [TestCase("patient=p&code=x&max=0", "parameter-invalid")]
    [TestCase("patient=p&code=x&_sort=date", "parameter-unsupported")]
    public async Task What_it_needs_and_what_it_does_not_take_is_said(string query, string code) =>
        (await Http.FetchAsync($"Observation/$lastn?{query}")).ExpectIssue(HttpStatusCode.BadRequest, code);

    private async Task ObserveAsync(string id, string code, int day, string patient = "p") => (await Http.SendAsync("PUT", $"Observation/{id}", $$"""
        {"resourceType":"Observation","id":"{{id}}","status":"final","category":[{"coding":[{"code":"vital-signs"}]}],"code":{{code}},
         "subject":{"reference":"Patient/{{patient}}"},"effectiveDateTime":"2024-01-0{{day}}"}
        """)).Expect(HttpStatusCode.Created);
}
