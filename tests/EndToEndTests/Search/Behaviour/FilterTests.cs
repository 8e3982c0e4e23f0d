namespace FhirHub.EndToEndTests.Search.Behaviour;

/// <summary>https://hl7.org/fhir/R4/search_filter.html: long and deep filters work, or are refused in words.</summary>
[TestFixture]
internal sealed class FilterTests : ServerTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        for (int i = 0; i < 5; i++)
            (await PutPatientAsync($"p{i}", $$"""
                "active":true,"gender":"{{(i % 2 == 0 ? "male" : "female")}}","birthDate":"200{{i}}-01-01","name":[{"family":"F{{i}}","given":["G{{i}}"]}]
                """)).Expect(HttpStatusCode.Created);
    }

    [TestCase("family eq F{0}", new[] { "p1", "p2", "p3", "p4" })]
    [TestCase("birthdate eq {1}", new[] { "p1", "p2", "p3", "p4" })]
    [TestCase("(family eq F{0} and given eq G{0})", new[] { "p1", "p2", "p3", "p4" })]
    [TestCase("_id eq p{0}", new[] { "p1", "p2", "p3", "p4" })]
    [TestCase("not (family ne F{0})", new[] { "p1", "p2", "p3", "p4" })]
    public async Task Five_hundred_alternatives_are_one_filter(string test, string[] found)
    {
        string filter = string.Join(" or ", Enumerable.Range(1, 500).Select(i => string.Format(null, test, i, 2000 + i)));
        var answer = await Http.SendAsync("POST", "Patient/_search", $"_count=1000&_filter={Uri.EscapeDataString(filter)}", Form, ("Prefer", "handling=strict"));
        Assert.That(Ids(answer.Expect(HttpStatusCode.OK)), Is.EquivalentTo(found));
    }

    [TestCase(15, HttpStatusCode.OK)]
    [TestCase(16, HttpStatusCode.BadRequest)]
    [TestCase(50, HttpStatusCode.BadRequest)]
    [TestCase(400, HttpStatusCode.BadRequest)]
    public async Task And_and_or_may_take_turns_so_often(int turns, HttpStatusCode status)
    {
        string filter = "family eq F1" + string.Concat(Enumerable.Range(0, turns).Select(i => i % 2 == 0 ? " and active eq true" : " or birthdate eq 2002"));
        var answer = (await Http.FetchAsync($"Patient?_filter={Uri.EscapeDataString(filter)}")).Expect(status);
        if (status == HttpStatusCode.OK)
            Assert.That(Ids(answer), Is.EquivalentTo(new[] { "p1", "p2" }));
        else
            Assert.That((string?)answer.ExpectIssue(status, "filter-invalid").Issues[0]["diagnostics"], Does.Contain("take turns more than 16 levels deep"));
    }

    /// <summary>Every patient is active and born later: each level turns the test around, and takes most levels of a condition in the database.</summary>
    [TestCase("birthdate eq 2001")]
    [TestCase("family eq F1")]
    [TestCase("birthdate po 2001-01")]
    public async Task The_deepest_filter_is_not_too_deep_for_the_database(string test)
    {
        string filter = test;
        for (int level = 0; level < 5; level++)
            filter = $"not (active eq false or (birthdate gt 1990 and {filter}))";
        var answer = (await Http.FetchAsync($"Patient?_filter={Uri.EscapeDataString(filter)}", ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK);
        Assert.That(Ids(answer), Is.EquivalentTo(new[] { "p0", "p2", "p3", "p4" }));
        (await Http.FetchAsync($"Patient?_filter={Uri.EscapeDataString($"not ({filter})")}")).ExpectIssue(HttpStatusCode.BadRequest, "filter-invalid");
    }

    private static string[] Ids(Answer page) => [.. page.Entries.Select(e => (string)e["resource"]!["id"]!)];
}
