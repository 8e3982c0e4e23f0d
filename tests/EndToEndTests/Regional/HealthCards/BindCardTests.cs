namespace FhirHub.EndToEndTests.Regional.HealthCards;

[TestFixture]
internal sealed class BindCardTests : HealthCardTests
{
    private static readonly (string, string) Yichang = (PackHeader, "hubei-yichang");
    private static readonly (string, string) Jining = (PackHeader, "shandong-jining");

    private Task<Answer> UnbindAsync(string patient, string card) => CallAsync($"{patient}/$unbind-card", null, $"\"name\":\"card\",\"valueIdentifier\":{card}");

    [Test]
    public async Task A_bound_card_stays_bound_however_often_it_is()
    {
        string patient = await NewHolderAsync(), number = NewId();
        (await BindAsync(patient, Card(SocialSecurityCards, number))).Expect(HttpStatusCode.OK);
        (await BindAsync(patient, Card("https://fhirhub.example/fhir/sid/social-security-card", number))).Expect(HttpStatusCode.OK);
        Assert.That(await CardsAsync(patient, SocialSecurityCards), Is.EqualTo(new[] { number + " active" }));
        await AssertVersionAsync(patient, 2);
    }

    [Test]
    public async Task A_card_of_someone_else_is_refused()
    {
        string one = await NewHolderAsync(), other = await NewHolderAsync(), card = Card(CitizenCards, NewId());
        (await BindAsync(one, card)).Expect(HttpStatusCode.OK);
        AssertRefused(await BindAsync(other, card), "health-card.bound-elsewhere");
        await AssertVersionAsync(other, 1);
    }

    [Test]
    public async Task Of_many_who_bind_a_card_at_once_one_has_it()
    {
        string card = Card(CitizenCards, NewId());
        var patients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => NewHolderAsync()));
        var answers = await Task.WhenAll(patients.Select(p => BindAsync(p, card)));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.OK))
            AssertRefused(refused, "health-card.bound-elsewhere");
    }

    [Test]
    public async Task An_unbound_card_can_be_bound_by_another()
    {
        string one = await NewHolderAsync(), other = await NewHolderAsync(), number = NewId(), card = Card(CitizenCards, number);
        (await BindAsync(one, card)).Expect(HttpStatusCode.OK);
        (await UnbindAsync(one, card)).Expect(HttpStatusCode.OK);
        (await UnbindAsync(one, card)).Expect(HttpStatusCode.OK);
        await AssertVersionAsync(one, 3);
        Assert.That(await CardsAsync(one, CitizenCards), Is.EqualTo(new[] { number + " unbound" }));
        (await BindAsync(other, card)).Expect(HttpStatusCode.OK);
        AssertRefused(await BindAsync(one, card), "health-card.bound-elsewhere");
    }

    [Test]
    public async Task A_card_that_was_unbound_can_come_back()
    {
        string patient = await NewHolderAsync(), number = NewId(), card = Card(CitizenCards, number);
        (await BindAsync(patient, card)).Expect(HttpStatusCode.OK);
        (await UnbindAsync(patient, card)).Expect(HttpStatusCode.OK);
        (await BindAsync(patient, card)).Expect(HttpStatusCode.OK);
        Assert.That(await CardsAsync(patient, CitizenCards), Is.EqualTo(new[] { number + " active" }));
    }

    [Test]
    public async Task A_card_that_was_cancelled_does_not_come_back()
    {
        string number = NewId(), cancelled = $$"""
            {"extension":[{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/card-state","valueCoding":{"system":"https://fhirhub.example/fhir/cn-base/CodeSystem/card-state","code":"cancelled"} }],"system":"{{CitizenCards}}","value":"{{number}}"}
            """;
        string patient = "Patient/" + await NewPatientAsync($"\"identifier\":[{cancelled.Trim()}]");
        AssertRefused(await BindAsync(patient, Card(CitizenCards, number)), "health-card.card-ended");
        await AssertVersionAsync(patient, 1);
    }

    [Test]
    public async Task What_is_not_bound_is_not_unbound()
    {
        string patient = await NewHolderAsync();
        AssertRefused(await UnbindAsync(patient, Card(CitizenCards, NewId())), "health-card.not-bound");
        string health = (await CardsAsync(patient, HealthCards)).Single().Split(' ')[0];
        AssertRefused(await UnbindAsync(patient, Card(HealthCards, health)), "health-card.not-unbindable");
        (await UnbindAsync("Patient/none", Card(CitizenCards, "1"))).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_document_that_names_some_cards_refuses_no_others()
    {
        string patient = await NewHolderAsync();
        (await BindAsync(patient, Card(BankCards, NewId()), null, null, Jining)).Expect(HttpStatusCode.OK);
        (await BindAsync(patient, Card(SocialSecurityCards, NewId()), "electronic-social-security-card", null, Jining)).Expect(HttpStatusCode.OK);
        (await BindAsync(patient, Card(SocialSecurityCards, NewId()), null, null, Yichang)).Expect(HttpStatusCode.OK);
        (await BindAsync(patient, Card(CitizenCards, NewId()), null, null, Yichang)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Where_hospitals_issue_no_new_visit_cards_only_those_of_the_record_are_bound()
    {
        string hospital = await NewOrganizationAsync("tertiary", "420502"), number = NewNumber(), visit = NewId();
        AssertRefused(await BindAsync(await NewHolderAsync(), Card(VisitCards, NewId(), hospital), null, hospital), "health-card.no-new-visit-cards");
        string patient = "Patient/" + await NewPatientAsync($$"""
            "identifier":[{"system":"{{IdentityNumbers}}","value":"{{number}}"},{{Card(VisitCards, visit, hospital)}}],"name":[{"text":"李娜"}],"gender":"male","birthDate":"1980-01-01"
            """);
        (await BindAsync(patient, Card(VisitCards, visit, hospital), null, hospital)).Expect(HttpStatusCode.OK);
        Assert.That(await CardsAsync(patient, VisitCards), Is.EqualTo(new[] { visit + " active" }));
    }

    [Test]
    public async Task Visit_cards_of_two_hospitals_are_two_whatever_their_numbers()
    {
        string first = await NewOrganizationAsync("tertiary"), second = await NewOrganizationAsync("secondary"), number = NewId();
        string one = await NewHolderAsync(), other = await NewHolderAsync();
        (await BindAsync(one, Card(VisitCards, number), null, first)).Expect(HttpStatusCode.OK);
        (await BindAsync(other, Card(VisitCards, number), null, second)).Expect(HttpStatusCode.OK);
        AssertRefused(await BindAsync(other, Card(VisitCards, number, first)), "health-card.bound-elsewhere");
        AssertRefused(await BindAsync(other, Card(VisitCards, NewId())), "health-card.visit-card-without-hospital");
        AssertRefused(await ResolveCardAsync(await NewOrganizationAsync("primary"), Card(VisitCards, number)), "health-card.card-ambiguous");
        var resolved = (await ResolveCardAsync(first, Card(VisitCards, number, first))).Expect(HttpStatusCode.OK);
        Assert.That("Patient/" + (string)Output(resolved, "patient")["resource"]!["id"]!, Is.EqualTo(one));
    }

    [Test]
    public async Task A_resident_has_one_card_of_a_kind()
    {
        string patient = await NewHolderAsync();
        (await BindAsync(patient, Card(CitizenCards, NewId()))).Expect(HttpStatusCode.OK);
        AssertRefused(await BindAsync(patient, Card(CitizenCards, NewId())), "health-card.one-of-a-kind");
        (await BindAsync(patient, Card(BankCards, NewId()))).Expect(HttpStatusCode.OK);
        (await BindAsync(patient, Card(BankCards, NewId()))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_resident_health_card_is_bound_beside_the_electronic_one()
    {
        string patient = await NewHolderAsync(), number = "1401050000" + NewId()[..6];
        (await BindAsync(patient, Card(HealthCards, number), "resident-health-card")).Expect(HttpStatusCode.OK);
        Assert.That(await CardsAsync(patient, HealthCards), Has.Length.EqualTo(2).And.All.EndsWith(" active"));
        AssertRefused(await BindAsync(patient, Card(HealthCards, number)), "health-card.not-bindable");
        (await UnbindAsync(patient, Card(HealthCards, number))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task What_is_no_card_is_refused()
    {
        string patient = await NewHolderAsync();
        AssertRefused(await BindAsync(patient, Card(IdentityNumbers, NewNumber())), "health-card.kind-unknown");
        AssertRefused(await BindAsync(patient, Card(CitizenCards, "1"), "bank-card"), "health-card.kind-differs");
        (await BindAsync(patient, """{"value":"1"}""")).ExpectIssue(HttpStatusCode.BadRequest, "card-incomplete");
        (await BindAsync(patient, Card(CitizenCards, "1"), "library-card")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-code");
        (await BindAsync("Patient/none", Card(CitizenCards, "1"))).Expect(HttpStatusCode.NotFound);
        AssertRefused(await BindAsync("Patient/" + await NewPatientAsync("\"deceasedBoolean\":true"), Card(CitizenCards, "1")), "health-card.deceased");
    }

    [Test]
    public async Task An_electronic_health_card_is_never_bound_in_use_or_not()
    {
        string patient = await NewHolderAsync(), other = await NewHolderAsync(), hospital = await NewOrganizationAsync("primary");
        string first = (await CardsAsync(patient, HealthCards)).Single().Split(' ')[0];
        AssertRefused(await BindAsync(patient, Card(HealthCards, first), "resident-health-card"), "health-card.held-as-other-kind");
        await AssertVersionAsync(patient, 1);
        (await CallAsync($"{patient}/$reissue-health-card", null, "\"name\":\"reason\",\"valueString\":\"被盗\"")).Expect(HttpStatusCode.OK);
        AssertRefused(await BindAsync(patient, Card(HealthCards, first), "resident-health-card"), "health-card.held-as-other-kind");
        AssertRefused(await BindAsync(other, Card(HealthCards, first), "resident-health-card"), "health-card.bound-elsewhere");
        var resolved = (await ResolveCardAsync(hospital, Card(HealthCards, first))).Expect(HttpStatusCode.OK);
        Assert.That((string)Output(resolved, "state")["valueCode"]!, Is.EqualTo("replaced"));
        await AssertVersionAsync(patient, 2);
    }

    [Test]
    public async Task A_card_stays_of_its_kind()
    {
        string patient = await NewHolderAsync(), number = NewId();
        (await BindAsync(patient, Card(SocialSecurityCards, number), "electronic-social-security-card")).Expect(HttpStatusCode.OK);
        AssertRefused(await BindAsync(patient, Card(SocialSecurityCards, number), "social-security-card"), "health-card.held-as-other-kind");
    }

    [Test]
    public async Task Of_many_who_bind_a_card_at_once_one_has_it_however_it_is_written()
    {
        string number = NewId();
        var patients = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => NewHolderAsync()));
        var answers = await Task.WhenAll(patients.Select((p, i) => BindAsync(p, Card(CitizenCards, (i % 3) switch { 0 => number, 1 => " " + number, _ => number + " " }))));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        string bearer = patients[Array.FindIndex(answers, a => a.Status == HttpStatusCode.OK)];
        (await UnbindAsync(bearer, Card(CitizenCards, $" {number} "))).Expect(HttpStatusCode.OK);
        Assert.That(await CardsAsync(bearer, CitizenCards), Is.EqualTo(new[] { number + " unbound" }));
    }

    [Test]
    public async Task A_card_whose_validity_is_over_is_not_bound_and_serves_for_nothing_once_it_is()
    {
        string patient = await NewHolderAsync(), number = NewId(), hospital = await NewOrganizationAsync("primary");
        string Valid(string end) => $$"""{"system":"{{CitizenCards}}","value":"{{number}}","period":{"end":"{{end}}"} }""";
        AssertRefused(await BindAsync(patient, Valid("2001-01-01")), "health-card.card-expired");
        AssertRefused(await BindAsync(patient, Valid("2001")), "health-card.card-expired");
        await AssertVersionAsync(patient, 1);
        string expired = $$"""{"system":"{{CitizenCards}}","value":"{{number}}","period":{"end":"2001-01"} }""";
        string holder = "Patient/" + await NewPatientAsync($"\"identifier\":[{expired}]");
        AssertRefused(await ResolveAsync(hospital, $"\"name\":\"card\",\"valueIdentifier\":{Card(CitizenCards, number)}}},{{\"name\":\"purpose\",\"valueCode\":\"check-in\""), "health-card.card-expired");
        (await BindAsync(patient, Valid("2099-12-31"))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "health-card.bound-elsewhere");
        (await UnbindAsync(holder, Card(CitizenCards, number))).Expect(HttpStatusCode.OK);
        (await BindAsync(patient, Valid("2099-12-31"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_record_that_was_merged_into_another_takes_no_more_steps()
    {
        string source = "Patient/" + await NewPatientAsync($"\"identifier\":[{Card(CitizenCards, NewId())}],\"name\":[{{\"text\":\"张伟\"}}],\"gender\":\"male\",\"birthDate\":\"1980-01-01\""), target = await NewHolderAsync(), number = NewId();
        (await BindAsync(source, Card(SocialSecurityCards, number))).Expect(HttpStatusCode.OK);
        (await CallAsync("Patient/$merge", null, $"\"name\":\"source-patient\",\"valueReference\":{{\"reference\":\"{source}\"}}", $"\"name\":\"target-patient\",\"valueReference\":{{\"reference\":\"{target}\"}}")).Expect(HttpStatusCode.OK);
        AssertRefused(await UnbindAsync(source, Card(SocialSecurityCards, number)), "health-card.record-replaced");
        AssertRefused(await CallAsync($"{source}/$suspend-health-card", null, "\"name\":\"reason\",\"valueString\":\"遗失\""), "health-card.record-replaced");
        AssertRefused(await BindAsync(source, Card(BankCards, NewId())), "health-card.record-replaced");
        (await UnbindAsync(target, Card(SocialSecurityCards, number))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_visit_card_is_its_hospitals_however_the_hospital_is_named()
    {
        string one = await NewHolderAsync(), other = await NewHolderAsync(), third = await NewHolderAsync(), number = NewId();
        string Of(string assigner) => $$"""{"system":"{{VisitCards}}","value":"{{number}}","assigner":{{{assigner}}} }""";
        (await BindAsync(one, Of("\"identifier\":{\"system\":\"urn:uscc\",\"value\":\"1\"}"))).Expect(HttpStatusCode.OK);
        (await BindAsync(other, Of("\"identifier\":{\"system\":\"urn:uscc\",\"value\":\"2\"}"))).Expect(HttpStatusCode.OK);
        AssertRefused(await BindAsync(third, Of("\"identifier\":{\"system\":\"urn:uscc\",\"value\":\"1\"}")), "health-card.bound-elsewhere");
    }

    [Test]
    public async Task A_number_that_very_many_hospitals_gave_is_known_for_each()
    {
        string first = await NewOrganizationAsync("tertiary"), number = NewId(), patient = await NewHolderAsync();
        (await BindAsync(patient, Card(VisitCards, number), null, first)).Expect(HttpStatusCode.OK);
        string others = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""{"resource":{"resourceType":"Patient","identifier":[{"system":"{{VisitCards}}","value":"{{number}}","assigner":{"reference":"Organization/h{{i}}"} }]},"request":{"method":"POST","url":"Patient"} }"""));
        (await Http.SendAsync("POST", string.Empty, $$"""{"resourceType":"Bundle","type":"batch","entry":[{{others}}]}""")).Expect(HttpStatusCode.OK);
        AssertRefused(await BindAsync(await NewHolderAsync(), Card(VisitCards, number, first)), "health-card.bound-elsewhere");
        var resolved = (await ResolveCardAsync(first, Card(VisitCards, number, first))).Expect(HttpStatusCode.OK);
        Assert.That("Patient/" + (string)Output(resolved, "patient")["resource"]!["id"]!, Is.EqualTo(patient));
    }
}
