namespace FhirHub.EndToEndTests.Regional.HealthCards;

[TestFixture]
internal sealed class IssueHealthCardTests : HealthCardTests
{
    private const string Alias = "urn:oid:2.16.840.1.113883.2.23.1.19.1";

    [Test]
    public async Task A_new_resident_gets_a_record_and_a_card_of_64_digits()
    {
        string hospital = await NewOrganizationAsync("tertiary");
        var answer = (await IssueAsync(Resident(NewNumber()), hospital)).Expect(HttpStatusCode.OK);
        var patient = Output(answer, "patient")["resource"]!;
        var card = Output(answer, "card")["valueIdentifier"]!;
        Assert.Multiple(() =>
        {
            Assert.That((bool)Output(answer, "created")["valueBoolean"]!, Is.True);
            Assert.That((string)card["value"]!, Does.Match("^[0-9A-F]{64}$"));
            Assert.That((string)card["system"]!, Is.EqualTo(HealthCards));
            Assert.That(StateOf(card), Is.EqualTo("active"));
            Assert.That((string)card["assigner"]!["reference"]!, Is.EqualTo(hospital));
            Assert.That((string)patient["meta"]!["profile"]![0]!, Does.EndWith("/cn-patient"));
            Assert.That((string)patient["meta"]!["versionId"]!, Is.EqualTo("1"));
        });
    }

    [Test]
    public async Task The_same_number_gives_the_same_card_under_any_name_of_its_system()
    {
        string number = NewNumber();
        var first = (await IssueAsync(Resident(number))).Expect(HttpStatusCode.OK);
        foreach (string system in new[] { IdentityNumbers, Alias, "urn:oid:2.16.840.1.113883.2.23.1.9.1", "https://fhirhub.example/fhir/sid/identity-number" })
        {
            var again = (await IssueAsync(Resident(number.ToLowerInvariant(), system: system))).Expect(HttpStatusCode.OK);
            Assert.Multiple(() =>
            {
                Assert.That((bool)Output(again, "created")["valueBoolean"]!, Is.False, system);
                Assert.That((string)Output(again, "card")["valueIdentifier"]!["value"]!, Is.EqualTo((string)Output(first, "card")["valueIdentifier"]!["value"]!), system);
                Assert.That((string)Output(again, "patient")["resource"]!["id"]!, Is.EqualTo((string)Output(first, "patient")["resource"]!["id"]!), system);
            });
        }

        await AssertVersionAsync($"Patient/{(string)Output(first, "patient")["resource"]!["id"]!}", 1);
    }

    [Test]
    public async Task A_record_that_is_here_is_linked_whatever_name_its_system_has()
    {
        string number = NewNumber();
        string patient = await NewPatientAsync($$"""
            "identifier":[{"system":"{{Alias}}","value":"{{number}}"}],"name":[{"family":"张","given":["伟"]}]
            """);
        var answer = (await IssueAsync(Resident(number, "张 伟"))).Expect(HttpStatusCode.OK);
        var read = Output(answer, "patient")["resource"]!;
        Assert.Multiple(() =>
        {
            Assert.That((bool)Output(answer, "created")["valueBoolean"]!, Is.True);
            Assert.That((string)read["id"]!, Is.EqualTo(patient));
            Assert.That((string)read["birthDate"]!, Is.EqualTo("1980-01-01"), "completed");
            Assert.That((string)read["name"]![0]!["text"]!, Is.EqualTo("张伟"));
        });
    }

    [Test]
    public async Task Sex_and_birth_date_follow_from_the_number_where_they_are_not_given()
    {
        var answer = (await IssueAsync(Resident(NewNumber("19561203", isMale: false), "王秀兰", more: string.Empty))).Expect(HttpStatusCode.OK);
        var patient = Output(answer, "patient")["resource"]!;
        Assert.That(((string)patient["gender"]!, (string)patient["birthDate"]!), Is.EqualTo(("female", "1956-12-03")));
    }

    [Test]
    public async Task Everything_that_the_number_contradicts_is_told_at_once()
    {
        var answer = await IssueAsync(Resident(NewNumber(), more: "\"gender\":\"female\",\"birthDate\":\"1981-01-01\""));
        AssertRefused(answer, "health-card.birth-date-differs");
        AssertRefused(answer, "health-card.sex-differs");
        AssertRefused(await IssueAsync(Resident(NewNumber()[..17] + "?")), "health-card.number-invalid");
        AssertRefused(await IssueAsync("""{"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"110105194912310028"}]}"""), "health-card.name-missing");
    }

    [Test]
    public async Task A_number_with_a_wrong_check_character_is_refused_and_nothing_is_stored()
    {
        string number = NewNumber();
        string wrong = number[..17] + (number[17] == '1' ? '2' : '1');
        AssertRefused(await IssueAsync(Resident(wrong)), "health-card.number-invalid");
        Assert.That((await Http.FetchAsync($"Patient?identifier={wrong}")).Entries, Is.Empty);
    }

    [Test]
    public async Task Somebody_without_document_or_of_another_name_gets_no_card()
    {
        AssertRefused(await IssueAsync("""{"resourceType":"Patient","name":[{"text":"张伟"}]}"""), "health-card.no-document");
        string number = NewNumber();
        await NewHolderAsync(number);
        AssertRefused(await IssueAsync(Resident(number, "李强")), "health-card.name-differs");
    }

    [Test]
    public async Task The_deceased_get_no_card()
    {
        string number = NewNumber();
        string patient = await NewPatientAsync($$"""
            "identifier":[{"system":"{{IdentityNumbers}}","value":"{{number}}"}],"deceasedBoolean":true
            """);
        AssertRefused(await IssueAsync(Resident(number)), "health-card.deceased");
        await AssertVersionAsync("Patient/" + patient, 1);
    }

    [Test]
    public async Task A_number_in_several_records_asks_for_a_merge()
    {
        string number = NewNumber(), members = $$"""
            "identifier":[{"system":"{{IdentityNumbers}}","value":"{{number}}"}]
            """;
        await NewPatientAsync(members);
        await NewPatientAsync(members);
        AssertRefused(await IssueAsync(Resident(number)), "health-card.several-records");
    }

    [Test]
    public async Task Other_cards_are_not_issued_along()
    {
        string resident = $$"""{"resourceType":"Patient","identifier":[{"system":"{{IdentityNumbers}}","value":"{{NewNumber()}}"},{"system":"{{CitizenCards}}","value":"1"}],"name":[{"text":"张伟"}]}""";
        (await IssueAsync(resident)).ExpectIssue(HttpStatusCode.BadRequest, "cards-given");
        (await CallAsync("Patient/$issue-health-card", null)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
        (await CallAsync("Patient/$issue-health-card", "Organization/none", $"\"name\":\"patient\",\"resource\":{Resident(NewNumber())}")).ExpectIssue(HttpStatusCode.BadRequest, "organization-unknown");
    }

    [Test]
    public async Task A_passport_holder_gets_a_card()
    {
        string number = "E" + NewId()[..8].ToUpperInvariant();
        string resident = Resident(number, "SMITH JOHN", "https://fhirhub.example/fhir/sid/passport", "\"gender\":\"male\",\"birthDate\":\"1979-08-14\"");
        var answer = (await IssueAsync(resident)).Expect(HttpStatusCode.OK);
        Assert.That((string)Output(answer, "card")["valueIdentifier"]!["value"]!, Has.Length.EqualTo(64));
    }

    [Test]
    public async Task Of_many_callers_at_once_one_makes_the_card_and_all_get_it()
    {
        string resident = Resident(NewNumber());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => IssueAsync(resident)));
        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(HttpStatusCode.OK));
            Assert.That(answers.Select(a => (string)Output(a, "card")["valueIdentifier"]!["value"]!).Distinct().Count(), Is.EqualTo(1));
            Assert.That(answers.Select(a => (string)Output(a, "patient")["resource"]!["id"]!).Distinct().Count(), Is.EqualTo(1));
            Assert.That(answers.Count(a => (bool)Output(a, "created")["valueBoolean"]!), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task The_same_idempotency_key_gives_the_same_answer()
    {
        string resident = Resident(NewNumber());
        (string, string) key = ("Idempotency-Key", NewId());
        var first = (await IssueAsync(resident, null, key)).Expect(HttpStatusCode.OK);
        var second = (await IssueAsync(resident, null, key)).Expect(HttpStatusCode.OK);
        Assert.That(second.Text, Is.EqualTo(first.Text));
        Assert.That((bool)Output(second, "created")["valueBoolean"]!, Is.True);
    }

    [Test]
    public async Task Provenance_and_trace_and_notification_are_left()
    {
        string patient = await NewHolderAsync();
        var provenance = (await Http.FetchAsync($"Provenance?target={patient}")).Entries.Single()["resource"]!;
        Assert.That((string)provenance["activity"]!["coding"]![0]!["code"]!, Is.EqualTo("card-issued"));
        Assert.That((await Http.FetchAsync($"AuditEvent?entity={patient}")).Entries, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_record_whose_number_a_hospital_wrote_with_a_small_x_gets_its_card()
    {
        string number = NewNumber();
        while (!number.EndsWith('X'))
            number = NewNumber();
        string patient = await NewPatientAsync($$"""
            "identifier":[{"system":"{{IdentityNumbers}}","value":"{{number.ToLowerInvariant()}}"}],"name":[{"text":"张伟"}]
            """);
        var issued = (await IssueAsync(Resident(number))).Expect(HttpStatusCode.OK);
        var read = Output(issued, "patient")["resource"]!;
        Assert.That(((string)read["id"]!, (string)read["identifier"]![0]!["value"]!), Is.EqualTo((patient, number)));
        string other = NewNumber();
        while (!other.EndsWith('X'))
            other = NewNumber();
        Assert.That((bool)Output((await IssueAsync(Resident(other.ToLowerInvariant()))).Expect(HttpStatusCode.OK), "created")["valueBoolean"]!, Is.True);
    }

    [Test]
    public async Task A_number_that_was_corrected_in_a_record_is_its_true_bearers()
    {
        string number = NewNumber(), corrected = NewNumber(), hospital = await NewOrganizationAsync("primary", "520102");
        string wrong = await NewPatientAsync($$"""
            "identifier":[{"system":"{{IdentityNumbers}}","value":"{{number}}","use":"old"},{"system":"{{Alias}}","value":"{{corrected}}"}],"name":[{"text":"张伟"}]
            """);
        foreach (string name in new[] { "李强", "李强" })
            Assert.That((string)Output((await IssueAsync(Resident(number, name))).Expect(HttpStatusCode.OK), "patient")["resource"]!["id"]!, Is.Not.EqualTo(wrong));
        Assert.That((string)Output((await IssueAsync(Resident(corrected))).Expect(HttpStatusCode.OK), "patient")["resource"]!["id"]!, Is.EqualTo(wrong));
        var found = await CallAsync("Patient/$resolve-health-card", hospital, $"\"name\":\"card\",\"valueIdentifier\":{Card(IdentityNumbers, number)}");
        Assert.That((string)Output(found.Expect(HttpStatusCode.OK), "patient")["resource"]!["id"]!, Is.Not.EqualTo(wrong));
    }

    [TestCase("20991231")]
    [TestCase("18000101")]
    public async Task Nobody_is_born_in_the_future_or_before_living_memory(string birth) =>
        AssertRefused(await IssueAsync(Resident(NewNumber(birth), more: string.Empty)), "health-card.number-invalid");

    [Test]
    public async Task Who_is_not_active_is_issued_no_card() =>
        (await IssueAsync(Resident(NewNumber(), more: "\"active\":false"))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
}
