namespace FhirHub.EndToEndTests.Operations;

/// <summary><c>$everything</c> of patients and encounters.</summary>
[TestFixture]
internal sealed class EverythingTests : ServerTests
{
    [OneTimeSetUp]
    public async Task LoadAsync()
    {
        string[] resources =
        [
            """{"resourceType":"Organization","id":"o1","name":"Ward"}""",
            """{"resourceType":"Organization","id":"o2","name":"Other"}""",
            """{"resourceType":"Practitioner","id":"d1"}""",
            """{"resourceType":"PractitionerRole","id":"r1","practitioner":{"reference":"Practitioner/d1"},"organization":{"reference":"Organization/o1"}}""",
            """{"resourceType":"Patient","id":"p2"}""",
            """{"resourceType":"Patient","id":"p1","generalPractitioner":[{"reference":"PractitionerRole/r1"}],"link":[{"other":{"reference":"Patient/p2"},"type":"seealso"}]}""",
            """{"resourceType":"Encounter","id":"e1","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/p1"},"period":{"start":"2023-05-01","end":"2023-05-03"}}""",
            """{"resourceType":"Medication","id":"m1"}""",
            """{"resourceType":"MedicationRequest","id":"mr1","status":"active","intent":"order","subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e1"},"medicationReference":{"reference":"Medication/m1"},"authoredOn":"2023-05-02"}""",
            """{"resourceType":"Observation","id":"of2","status":"final","code":{"text":"c"},"subject":{"reference":"Patient/p2"},"effectiveDateTime":"2023-05-01"}""",
            .. Enumerable.Range(0, 9).Select(i => $$$"""{"resourceType":"Observation","id":"ob{{{i}}}","status":"final","code":{"text":"c"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"202{{{i}}}-05-01"}"""),
        ];
        foreach (string resource in resources)
        {
            var json = JsonNode.Parse(resource)!;
            (await Http.SendAsync("PUT", $"{json["resourceType"]}/{json["id"]}", resource)).Expect(HttpStatusCode.Created);
        }
    }

    [Test]
    public async Task It_holds_the_compartment_and_what_supports_it_but_nobody_elses_data()
    {
        var answer = (await Http.FetchAsync("Patient/p1/$everything")).Expect(HttpStatusCode.OK);
        Assert.That(Keys(answer, "match"), Is.EquivalentTo(Enumerable.Range(0, 9).Select(i => $"Observation/ob{i}").Concat(["Patient/p1", "Encounter/e1", "MedicationRequest/mr1"])));
        Assert.That(Keys(answer, "include"), Is.EquivalentTo(new[] { "Medication/m1", "Organization/o1", "Practitioner/d1", "PractitionerRole/r1" }));
        var posted = (await Http.SendAsync("POST", "Patient/p1/$everything", """{"resourceType":"Parameters","parameter":[{"name":"_type","valueCode":"Encounter"}]}""")).Expect(HttpStatusCode.OK);
        Assert.That(Keys(posted, "match"), Is.EqualTo(new[] { "Encounter/e1" }));
    }

    [Test]
    public async Task Its_pages_hold_everything_once_whatever_is_written_meanwhile()
    {
        var found = new List<string>();
        int pages = 0;
        await foreach (var page in Http.PagesAsync("Patient/p1/$everything?_count=3"))
        {
            found.AddRange(Keys(page, "match"));
            string id = $"ob{pages++}";
            await Http.SendAsync("PUT", $"Observation/{id}", $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"amended","code":{"text":"c"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"202{{{id[2..]}}}-05-01"}""");
        }

        Assert.That(pages, Is.EqualTo(4));
        Assert.That(found, Is.Unique.And.Count.EqualTo(12));
    }

    [TestCase("start=2025-01-01", new[] { "Observation/ob5", "Observation/ob6", "Observation/ob7", "Observation/ob8", "Patient/p1" })]
    [TestCase("start=2023-05-02&end=2023-05-02", new[] { "Encounter/e1", "MedicationRequest/mr1", "Patient/p1" })]
    [TestCase("end=2020-12-31&_type=Observation", new[] { "Observation/ob0" })]
    [TestCase("_since=2099-01-01T00:00:00Z", new string[0])]
    public async Task Dates_of_care_and_of_change_narrow_it(string query, string[] expected) =>
        Assert.That(Keys((await Http.FetchAsync($"Patient/p1/$everything?{query}")).Expect(HttpStatusCode.OK), "match"), Is.EquivalentTo(expected));

    [TestCase("_type=Alien", "unknown-type")]
    [TestCase("_since=yesterday", "parameter-invalid")]
    [TestCase("start=soon", "parameter-invalid")]
    [TestCase("_count=0", "count-invalid")]
    [TestCase("_type=Practitioner", "compartment-lacks-type")]
    public async Task Values_that_mean_nothing_are_refused(string query, string code) =>
        (await Http.FetchAsync($"Patient/p1/$everything?{query}")).ExpectIssue(HttpStatusCode.BadRequest, code);

    [Test]
    public async Task Of_nobody_it_is_404_and_of_all_patients_it_has_all()
    {
        (await Http.FetchAsync("Patient/none/$everything")).Expect(HttpStatusCode.NotFound);
        Assert.That(Keys((await Http.FetchAsync("Patient/$everything")).Expect(HttpStatusCode.OK), "match"), Has.Length.EqualTo(14).And.Contain("Patient/p2"));
        (await Http.FetchAsync("Practitioner/d1/$everything")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Of_an_encounter_it_has_the_encounter_its_resources_and_its_patient()
    {
        var answer = (await Http.FetchAsync("Encounter/e1/$everything")).Expect(HttpStatusCode.OK);
        Assert.That(Keys(answer, "match"), Is.EquivalentTo(new[] { "Encounter/e1", "MedicationRequest/mr1" }));
        Assert.That(Keys(answer, "include"), Is.SupersetOf(new[] { "Patient/p1", "Medication/m1" }));
    }

    private static string[] Keys(Answer answer, string mode) => [.. answer.Entries
        .Where(e => (string?)e["search"]!["mode"] == mode).Select(e => $"{e["resource"]!["resourceType"]}/{e["resource"]!["id"]}")];
}
