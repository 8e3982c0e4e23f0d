namespace FhirHub.EndToEndTests.Regional.HealthCards;

[TestFixture]
internal sealed class SuspendAndReissueTests : HealthCardTests
{
    private const string Lost = "\"name\":\"reason\",\"valueString\":\"遗失\"";

    [Test]
    public async Task A_suspended_card_stays_suspended_however_often_it_is()
    {
        string patient = await NewHolderAsync();
        (await CallAsync($"{patient}/$suspend-health-card", null, Lost)).Expect(HttpStatusCode.OK);
        (await CallAsync($"{patient}/$suspend-health-card", null, Lost)).Expect(HttpStatusCode.OK);
        Assert.That((await CardsAsync(patient, HealthCards)).Single(), Does.EndWith(" suspended"));
        await AssertVersionAsync(patient, 2);
        var provenance = (await Http.FetchAsync($"Provenance?target={patient}/_history/2")).Entries.Concat((await Http.FetchAsync($"Provenance?target={patient}")).Entries);
        Assert.That(provenance.Select(e => (string?)e["resource"]!["reason"]?[0]?["text"]), Does.Contain("遗失"));
    }

    [Test]
    public async Task Without_a_card_there_is_nothing_to_suspend_or_to_replace()
    {
        string patient = "Patient/" + await NewPatientAsync();
        AssertRefused(await CallAsync($"{patient}/$suspend-health-card", null, Lost), "health-card.no-active-card");
        AssertRefused(await CallAsync($"{patient}/$reissue-health-card", null, Lost), "health-card.no-card");
        (await CallAsync("Patient/none/$suspend-health-card", null, Lost)).Expect(HttpStatusCode.NotFound);
        (await CallAsync("Patient/none/$reissue-health-card", null, Lost)).Expect(HttpStatusCode.NotFound);
        (await CallAsync($"{patient}/$reissue-health-card", null)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
    }

    [Test]
    public async Task The_new_card_has_a_number_of_its_own_and_the_old_one_is_replaced()
    {
        string number = NewNumber(), patient = await NewHolderAsync(number);
        var answer = (await CallAsync($"{patient}/$reissue-health-card", null, Lost)).Expect(HttpStatusCode.OK);
        string next = (string)Output(answer, "card")["valueIdentifier"]!["value"]!;
        string[] cards = await CardsAsync(patient, HealthCards);
        Assert.Multiple(() =>
        {
            Assert.That(cards, Has.Length.EqualTo(2));
            Assert.That(cards[0], Does.EndWith(" replaced").And.Not.StartsWith(next));
            Assert.That(cards[1], Is.EqualTo(next + " active"));
        });
        var again = (await IssueAsync(Resident(number))).Expect(HttpStatusCode.OK);
        Assert.That((string)Output(again, "card")["valueIdentifier"]!["value"]!, Is.EqualTo(next), "the person's card now");
    }

    [Test]
    public async Task Whoever_replaces_a_suspended_card_at_the_same_time_leaves_one_active_card()
    {
        string patient = await NewHolderAsync();
        (await CallAsync($"{patient}/$suspend-health-card", null, Lost)).Expect(HttpStatusCode.OK);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CallAsync($"{patient}/$reissue-health-card", null, Lost)));
        int made = answers.Count(a => a.Status == HttpStatusCode.OK);
        foreach (var late in answers.Where(a => a.Status != HttpStatusCode.OK))
            late.ExpectIssue(HttpStatusCode.Conflict, "health-card.state");
        string[] cards = await CardsAsync(patient, HealthCards);
        Assert.Multiple(() =>
        {
            Assert.That(cards.Count(c => c.EndsWith(" active", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(made, Is.GreaterThan(0));
            Assert.That(cards.Distinct().Count(), Is.EqualTo(made + 1), "numbers");
        });
    }

    [Test]
    public async Task A_card_that_was_replaced_is_not_replaced_again_by_the_same_call()
    {
        string patient = await NewHolderAsync(), first = (await CardsAsync(patient, HealthCards)).Single().Split(' ')[0];
        string[] call = ["\"name\":\"reason\",\"valueString\":\"遗失\"", $"\"name\":\"card\",\"valueIdentifier\":{Card(HealthCards, first)}"];
        string next = (string)Output((await CallAsync($"{patient}/$reissue-health-card", null, call)).Expect(HttpStatusCode.OK), "card")["valueIdentifier"]!["value"]!;
        string again = (string)Output((await CallAsync($"{patient}/$reissue-health-card", null, call)).Expect(HttpStatusCode.OK), "card")["valueIdentifier"]!["value"]!;
        Assert.That((again, (await CardsAsync(patient, HealthCards)).Length), Is.EqualTo((next, 2)));
        AssertRefused(await CallAsync($"{patient}/$reissue-health-card", null, call[0], $"\"name\":\"card\",\"valueIdentifier\":{Card(HealthCards, new string('A', 64))}"), "health-card.not-bound");
    }

    [Test]
    public async Task A_number_that_was_issued_once_is_issued_to_no_other_record()
    {
        string number = NewNumber(), patient = await NewHolderAsync(number), first = (await CardsAsync(patient, HealthCards)).Single().Split(' ')[0];
        (await Http.SendAsync("PATCH", patient, """[{"op":"replace","path":"/identifier/1/extension/1/valueCoding/code","value":"cancelled"}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("DELETE", patient)).Expect(HttpStatusCode.NoContent);
        string next = (string)Output((await IssueAsync(Resident(number))).Expect(HttpStatusCode.OK), "card")["valueIdentifier"]!["value"]!;
        Assert.That(next, Is.Not.EqualTo(first));
    }
}
