namespace FhirHub.EndToEndTests.Regional.HealthCards;

/// <summary><c>Patient/[id]/$suspend-health-card</c>.</summary>
[TestFixture]
internal sealed class SuspendHealthCardTests : RegionalTests
{
    private const string Reason = "\"name\":\"reason\",\"valueString\":\"挂失\"";
    private static readonly string Card = new('A', 64);

    [Test]
    public async Task A_suspended_card_says_so_and_the_call_leaves_provenance_and_audit()
    {
        string hospital = await NewOrganizationAsync("tertiary");
        string patient = await NewHolderAsync();
        var answer = (await CallAsync($"{patient}/$suspend-health-card", hospital, Reason)).Expect(HttpStatusCode.OK);
        var card = Output(answer, "patient")["resource"]!["identifier"]![1]!;
        var provenance = (await Http.FetchAsync($"Provenance?target={patient}")).Entries.Single()["resource"]!;
        var audits = (await Http.FetchAsync($"AuditEvent?entity={patient}")).Entries;
        Assert.Multiple(() =>
        {
            Assert.That((string)card["extension"]![0]!["valueCoding"]!["code"]!, Is.EqualTo("suspended"));
            Assert.That((string)Output(answer, "patient")["resource"]!["meta"]!["versionId"]!, Is.EqualTo("2"));
            Assert.That((string)provenance["target"]![0]!["reference"]!, Is.EqualTo($"{patient}/_history/2"));
            Assert.That((string)provenance["agent"]![0]!["who"]!["reference"]!, Is.EqualTo(hospital));
            Assert.That(audits, Has.Length.EqualTo(1));
        });
    }

    [Test]
    public async Task Suspending_again_changes_nothing()
    {
        string patient = await NewHolderAsync();
        (await CallAsync($"{patient}/$suspend-health-card", null, Reason)).Expect(HttpStatusCode.OK);
        (await CallAsync($"{patient}/$suspend-health-card", null, Reason)).Expect(HttpStatusCode.OK);
        await AssertVersionAsync(patient, 2);
    }

    [Test]
    public async Task A_repeated_request_gets_the_same_answer_and_has_no_second_effect()
    {
        string patient = await NewHolderAsync();
        (string, string)[] once = [("Idempotency-Key", NewId())];
        var first = (await CallAsync($"{patient}/$suspend-health-card", null, once, Reason)).Expect(HttpStatusCode.OK);
        var second = (await CallAsync($"{patient}/$suspend-health-card", null, once, Reason)).Expect(HttpStatusCode.OK);
        Assert.That(second.Text, Is.EqualTo(first.Text));
        await AssertVersionAsync(patient, 2);
    }

    [Test]
    public async Task A_key_of_one_institution_is_not_that_of_another_and_answers_for_one_pack()
    {
        string patient = await NewHolderAsync(), first = await NewOrganizationAsync("tertiary"), second = await NewOrganizationAsync("tertiary"), key = NewId();
        (await CallAsync($"{patient}/$suspend-health-card", first, [("Idempotency-Key", key)], Reason)).Expect(HttpStatusCode.OK);
        (await CallAsync($"{await NewHolderAsync()}/$suspend-health-card", second, [("Idempotency-Key", key)], Reason)).Expect(HttpStatusCode.OK);
        (await CallAsync($"{patient}/$suspend-health-card", first, [("Idempotency-Key", key), (PackHeader, "shanxi")], Reason)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Test]
    public async Task Who_has_no_card_is_refused_by_rule()
    {
        string patient = await NewAsync("Patient", "\"active\":true");
        AssertRefused(await CallAsync($"{patient}/$suspend-health-card", null, Reason), "health-card.no-active-card");
    }

    [TestCase("", "parameter-missing")]
    [TestCase("\"name\":\"reason\",\"valueInteger\":1", "parameter-type")]
    [TestCase("\"name\":\"reason\",\"valueString\":\"a\"},{\"name\":\"reason\",\"valueString\":\"b\"", "parameter-repeated")]
    [TestCase("\"name\":\"reason\",\"valueString\":\"a\"},{\"name\":\"why\",\"valueString\":\"b\"", "parameter-unknown")]
    public async Task Parameters_are_held_against_the_definition(string parameters, string code)
    {
        string patient = await NewHolderAsync();
        var answer = (await CallAsync($"{patient}/$suspend-health-card", null, parameters.Length == 0 ? [] : [parameters])).Expect(HttpStatusCode.BadRequest);
        Assert.That(answer.IssueCodes, Is.EqualTo(new[] { code }));
        await AssertVersionAsync(patient, 1);
    }

    [Test]
    public async Task An_unknown_institution_or_pack_is_refused()
    {
        string patient = await NewHolderAsync();
        var institution = (await CallAsync($"{patient}/$suspend-health-card", "Organization/nobody", Reason)).Expect(HttpStatusCode.BadRequest);
        var pack = (await CallAsync($"{patient}/$suspend-health-card", null, [(PackHeader, "atlantis")], Reason)).Expect(HttpStatusCode.BadRequest);
        Assert.That((institution.IssueCodes[0], pack.IssueCodes[0]), Is.EqualTo(("organization-unknown", "pack-unknown")));
    }

    private Task<string> NewHolderAsync() => NewAsync(
        "Patient",
        $$"""
        "identifier":[{"system":"https://fhirhub.example/fhir/sid/passport","value":"{{NewId()[..9]}}"},{"system":"urn:oid:2.16.156.10011.1.19","value":"{{Card}}"}]
        """);
}
