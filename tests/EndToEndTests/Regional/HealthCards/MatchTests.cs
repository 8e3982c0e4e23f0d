namespace FhirHub.EndToEndTests.Regional.HealthCards;

[TestFixture]
internal sealed class MatchTests : HealthCardTests
{
    private const string GradeUrl = "http://hl7.org/fhir/StructureDefinition/match-grade";

    private Task<Answer> MatchAsync(string patient, params string[] more) =>
        Http.SendAsync("POST", "Patient/$match", Parameters([$"\"name\":\"resource\",\"resource\":{patient}", .. more]));

    private static (string Id, string Grade, decimal Score)[] Matches(Answer answer) =>
    [
        .. answer.Expect(HttpStatusCode.OK).Entries.Where(e => (string)e["search"]!["mode"]! == "match").Select(e => (
            (string)e["resource"]!["id"]!,
            (string)e["search"]!["extension"]!.AsArray().Single(x => (string)x!["url"]! == GradeUrl)!["valueCode"]!,
            (decimal)e["search"]!["score"]!)),
    ];

    private async Task<string> PersonAsync(string name, string birth, string more = "\"active\":true") =>
        await NewPatientAsync($"\"name\":[{{\"text\":\"{name}\"}}],\"birthDate\":\"{birth}\",\"gender\":\"male\",{more}");

    private static string Asked(string members) => $$"""{"resourceType":"Patient",{{members}}}""";

    [Test]
    public async Task The_same_document_is_certain_under_any_name_of_its_system()
    {
        string number = NewNumber(), patient = await NewHolderAsync(number);
        var answer = await MatchAsync(Resident(number, system: "urn:oid:2.16.840.1.113883.2.23.1.9.1"));
        Assert.That(Matches(answer)[0], Is.EqualTo((patient["Patient/".Length..], "certain", 1m)));
        Assert.Multiple(() =>
        {
            Assert.That((string)answer.Json["type"]!, Is.EqualTo("searchset"));
            Assert.That((int)answer.Json["total"]!, Is.EqualTo(Matches(answer).Length));
            Assert.That((string)answer.Entries[0]["fullUrl"]!, Is.EqualTo(new Uri(Server.BaseUrl, patient).ToString()));
        });
    }

    [Test]
    public async Task Each_match_is_on_record_with_whom_it_told_of()
    {
        string hospital = await NewOrganizationAsync("tertiary"), number = NewNumber(), patient = await NewHolderAsync(number);
        string[] before = await MatchesOnRecordAsync(hospital);
        (await CallAsync("Patient/$match", hospital, $"\"name\":\"resource\",\"resource\":{Resident(number)}")).Expect(HttpStatusCode.OK);
        Assert.That(before, Is.Empty);
        Assert.That(await MatchesOnRecordAsync(hospital), Is.EqualTo(new[] { $"0 {patient}" }));
        (await CallAsync("Patient/$match", hospital, $"\"name\":\"resource\",\"resource\":{Asked("\"gender\":\"male\"")}")).Expect(HttpStatusCode.BadRequest);
        Assert.That(await MatchesOnRecordAsync(hospital), Does.Contain("4 "), "refused ones too");
    }

    [Test]
    public async Task A_match_that_finds_nobody_is_on_record_too()
    {
        string hospital = await NewOrganizationAsync("tertiary");
        (await CallAsync("Patient/$match", hospital, $"\"name\":\"resource\",\"resource\":{Resident(NewNumber(), "公孙无名", more: "\"gender\":\"male\",\"birthDate\":\"1933-01-01\"")}")).Expect(HttpStatusCode.OK);
        Assert.That(await MatchesOnRecordAsync(hospital), Has.Length.EqualTo(1));
    }

    /// <summary>Outcome, and the patients told of.</summary>
    private async Task<string[]> MatchesOnRecordAsync(string by) =>
    [
        .. (await Http.FetchAsync($"AuditEvent?subtype=persons-matched&agent={by}&_sort=_lastUpdated")).Expect(HttpStatusCode.OK).Entries.Select(e => e["resource"]!).Select(r =>
            $"{r["outcome"]} {string.Join(' ', r["entity"]!.AsArray().Select(x => (string?)x!["what"]!["reference"]).Where(x => x is not null))}"),
    ];

    [Test]
    public async Task A_document_whose_person_is_another_is_not_certain()
    {
        string number = NewNumber();
        await NewHolderAsync(number);
        Assert.That(Matches(await MatchAsync(Resident(number, "欧阳重山", more: "\"gender\":\"male\",\"birthDate\":\"1942-09-30\""))).Select(m => m.Grade), Has.None.EqualTo("certain"));
    }

    [Test]
    public async Task Name_and_birth_date_are_probable_and_more_that_agrees_is_likelier()
    {
        string phone = "139" + Random.Shared.Next(10_000_000, 99_999_999);
        string near = await PersonAsync("诸葛行健", "1971-03-04", $"\"telecom\":[{{\"system\":\"phone\",\"value\":\"{phone}\"}}]");
        string far = await PersonAsync("诸葛行健", "1971-03-04", "\"telecom\":[{\"system\":\"phone\",\"value\":\"13000000000\"}]");
        var matches = Matches(await MatchAsync(Asked($"\"name\":[{{\"text\":\"诸葛行健\"}}],\"birthDate\":\"1971-03-04\",\"gender\":\"male\",\"telecom\":[{{\"system\":\"phone\",\"value\":\"+86 {phone}\"}}]")));
        Assert.Multiple(() =>
        {
            Assert.That(matches.Select(m => m.Id), Is.EqualTo(new[] { near, far }));
            Assert.That(matches.Select(m => m.Grade), Is.All.EqualTo("probable"));
            Assert.That(matches[0].Score, Is.GreaterThan(matches[1].Score).And.LessThan(1));
        });
    }

    [Test]
    public async Task A_name_in_pinyin_or_with_a_character_that_sounds_the_same_is_found()
    {
        string patient = await PersonAsync("万俟晓筱", "1966-11-21");
        foreach (string name in new[] { "moqi xiaoxiao", "万俟小晓" })
            Assert.That(Matches(await MatchAsync(Asked($"\"name\":[{{\"text\":\"{name}\"}}],\"birthDate\":\"1966-11-21\",\"gender\":\"male\""))), Has.One.Matches<(string Id, string Grade, decimal)>(m => m.Id == patient && m.Grade == "probable"), name);
    }

    [Test]
    public async Task What_is_only_alike_is_possible_and_what_differs_is_no_match()
    {
        string patient = await PersonAsync("尉迟长庚", "1959-02-03");
        var slip = Matches(await MatchAsync(Asked("\"name\":[{\"text\":\"尉迟长更\"}],\"birthDate\":\"1959-03-02\"")));
        Assert.That(slip, Has.One.Matches<(string Id, string Grade, decimal)>(m => m.Id == patient && m.Grade == "possible"));
        Assert.That(Matches(await MatchAsync(Asked("\"name\":[{\"text\":\"皇甫重阳\"}],\"birthDate\":\"1959-02-03\",\"gender\":\"female\""))), Is.Empty);
    }

    [Test]
    public async Task Only_the_one_certain_match_is_returned_where_that_is_asked()
    {
        const string OnlyCertain = "\"name\":\"onlyCertainMatches\",\"valueBoolean\":true";
        string number = NewNumber(), patient = await NewHolderAsync(number);
        await PersonAsync("张伟", "1980-01-01");
        Assert.That(Matches(await MatchAsync(Resident(number), OnlyCertain)).Select(m => m.Id), Is.EqualTo(new[] { patient["Patient/".Length..] }));
        await PersonAsync("张伟", "1980-01-01", $"\"identifier\":[{{\"system\":\"{IdentityNumbers}\",\"value\":\"{number}\"}}]");
        var several = await MatchAsync(Resident(number), OnlyCertain);
        Assert.That(Matches(several), Is.Empty);
        Assert.That(several.Text, Does.Contain("match-several-certain"));
        Assert.That(Matches(await MatchAsync(Resident(number))).Count(m => m.Grade == "certain"), Is.EqualTo(2));
    }

    [Test]
    public async Task As_many_are_returned_as_are_asked_for()
    {
        for (int i = 0; i < 4; i++)
            await PersonAsync("长孙无恙", "1933-07-08");
        string asked = Asked("\"name\":[{\"text\":\"长孙无恙\"}],\"birthDate\":\"1933-07-08\"");
        var answer = await MatchAsync(asked, "\"name\":\"count\",\"valueInteger\":3");
        Assert.That(Matches(answer), Has.Length.EqualTo(3));
        Assert.That((int)answer.Json["total"]!, Is.EqualTo(4));
        (await MatchAsync(asked, "\"name\":\"count\",\"valueInteger\":0")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
    }

    [Test]
    public async Task Too_little_and_what_is_no_patient_are_refused()
    {
        (await MatchAsync(Asked("\"gender\":\"male\""))).ExpectIssue(HttpStatusCode.BadRequest, "match-insufficient");
        (await MatchAsync(Asked("\"name\":[{\"text\":\"张伟\"}]"))).ExpectIssue(HttpStatusCode.BadRequest, "match-insufficient");
        (await MatchAsync("""{"resourceType":"Practitioner"}""")).ExpectIssue(HttpStatusCode.BadRequest, "match-not-a-patient");
        (await Http.SendAsync("POST", "Patient/$match", Parameters())).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
    }

    [Test]
    public async Task Candidates_that_are_cut_off_are_told()
    {
        const string Phone = "13912340000";
        string bundle = string.Join(',', Enumerable.Range(0, 101).Select(i => $$"""{"resource":{"resourceType":"Patient","telecom":[{"system":"phone","value":"{{Phone}}"}]},"request":{"method":"POST","url":"Patient"} }"""));
        (await Http.SendAsync("POST", string.Empty, $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{bundle}}]}""")).Expect(HttpStatusCode.OK);
        var answer = await MatchAsync(Asked($"\"telecom\":[{{\"system\":\"phone\",\"value\":\"{Phone}\"}}]"));
        Assert.That(answer.Expect(HttpStatusCode.OK).Text, Does.Contain("match-candidates-cut"));
    }

    [Test]
    public async Task A_card_that_was_unbound_says_nothing_of_who_had_it()
    {
        string card = Card(CitizenCards, NewId()), one = await NewHolderAsync(), other = await NewHolderAsync();
        foreach (string patient in new[] { one, other })
        {
            (await BindAsync(patient, card)).Expect(HttpStatusCode.OK);
            if (patient == one)
                (await CallAsync($"{one}/$unbind-card", null, $"\"name\":\"card\",\"valueIdentifier\":{card}")).Expect(HttpStatusCode.OK);
        }

        Assert.That(Matches(await MatchAsync(Asked($"\"identifier\":[{card}]"))).Select(m => m.Id), Is.EqualTo(new[] { other["Patient/".Length..] }));
    }

    [Test]
    public async Task A_person_is_looked_for_by_so_much_at_most()
    {
        string many = string.Join(',', Enumerable.Range(0, 101).Select(i => $"{{\"system\":\"phone\",\"value\":\"{13000000000 + i}\"}}"));
        (await MatchAsync(Asked($"\"telecom\":[{many}]"))).ExpectIssue(HttpStatusCode.BadRequest, "match-too-much");
    }

    [Test]
    public async Task The_person_alone_may_be_the_body()
    {
        string number = NewNumber(), patient = await NewHolderAsync(number);
        var answer = await Http.SendAsync("POST", "Patient/$match?onlyCertainMatches=true", Resident(number));
        Assert.That(Matches(answer).Select(m => m.Id), Is.EqualTo(new[] { patient["Patient/".Length..] }));
    }
}
