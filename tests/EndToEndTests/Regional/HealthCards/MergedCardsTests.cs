namespace FhirHub.EndToEndTests.Regional.HealthCards;

/// <summary>What becomes of cards when records are merged, and made two again: no card counts that was lost, and none for two.</summary>
[TestFixture]
internal sealed class MergedCardsTests : HealthCardTests
{
    private const string Passports = "https://fhirhub.example/fhir/sid/passport";

    private static string Party(string name, string reference) => $"\"name\":\"{name}\",\"valueReference\":{{\"reference\":\"{reference}\"}}";

    private async Task MergeAsync(string source, string target) =>
        (await CallAsync("Patient/$merge", null, Party("source-patient", source), Party("target-patient", target))).Expect(HttpStatusCode.OK);

    private Task<Answer> MergeAsync(string source, string target, string result) =>
        CallAsync("Patient/$merge", null, Party("source-patient", source), Party("target-patient", target), $"\"name\":\"result-patient\",\"resource\":{result}");

    private async Task<Answer> UnmergeAsync(string source) => (await CallAsync("Patient/$unmerge", null, Party("source-patient", source))).Expect(HttpStatusCode.OK);

    private async Task<string> NewRecordAsync(params string[] identifiers) => "Patient/" + await NewPatientAsync(
        $"\"identifier\":[{string.Join(',', identifiers.Append(Card("urn:oid:2.16.156.10011.1.2", NewId())))}],\"name\":[{{\"text\":\"张伟\"}}],\"gender\":\"male\",\"birthDate\":\"1980-01-01\"");

    private async Task<string> NewPassportHolderAsync()
    {
        var issued = await IssueAsync(Resident("E" + NewId()[..8].ToUpperInvariant(), system: Passports));
        return "Patient/" + (string)Output(issued.Expect(HttpStatusCode.OK), "patient")["resource"]!["id"]!;
    }

    private async Task<string> HealthCardAsync(string patient) => (await CardsAsync(patient, HealthCards)).Single(c => c.EndsWith(" active", StringComparison.Ordinal)).Split(' ')[0];

    private async Task<JsonObject> ReadAsync(string patient) => (await Http.FetchAsync(patient)).Expect(HttpStatusCode.OK).Json.AsObject();

    private Task<Answer> StepAsync(string patient, string step) => CallAsync($"{patient}/${step}", null, "\"name\":\"reason\",\"valueString\":\"遗失\"");

    [Test]
    public async Task A_card_that_was_reported_lost_after_the_merge_stays_lost_when_it_is_undone()
    {
        string source = await NewHolderAsync(), target = await NewRecordAsync(), lost = await HealthCardAsync(source);
        await MergeAsync(source, target);
        (await StepAsync(target, "reissue-health-card")).Expect(HttpStatusCode.OK);
        string next = await HealthCardAsync(target);
        await UnmergeAsync(source);
        Assert.Multiple(async () =>
        {
            Assert.That(await CardsAsync(source, HealthCards), Is.EqualTo(new[] { lost + " replaced", next + " active" }), "issued by the source's document");
            Assert.That(await CardsAsync(target, HealthCards), Is.Empty);
        });
        var resolved = (await ResolveCardAsync(await NewOrganizationAsync("primary"), Card(HealthCards, lost))).Expect(HttpStatusCode.OK);
        Assert.That((string)Output(resolved, "state")["valueCode"]!, Is.EqualTo("replaced"));
    }

    [Test]
    public async Task A_card_that_was_suspended_or_unbound_meanwhile_is_so_after_the_undoing()
    {
        string source = await NewHolderAsync(), target = await NewRecordAsync(), third = await NewHolderAsync(), number = NewId(), health = await HealthCardAsync(source);
        (await BindAsync(source, Card(CitizenCards, number))).Expect(HttpStatusCode.OK);
        await MergeAsync(source, target);
        (await StepAsync(target, "suspend-health-card")).Expect(HttpStatusCode.OK);
        (await CallAsync($"{target}/$unbind-card", null, $"\"name\":\"card\",\"valueIdentifier\":{Card(CitizenCards, number)}")).Expect(HttpStatusCode.OK);
        (await BindAsync(third, Card(CitizenCards, number))).Expect(HttpStatusCode.OK);
        await UnmergeAsync(source);
        Assert.Multiple(async () =>
        {
            Assert.That(await CardsAsync(source, HealthCards), Is.EqualTo(new[] { health + " suspended" }));
            Assert.That(await CardsAsync(source, CitizenCards), Is.EqualTo(new[] { number + " unbound" }));
            Assert.That(await CardsAsync(third, CitizenCards), Is.EqualTo(new[] { number + " active" }));
        });
    }

    [Test]
    public async Task A_card_that_the_merge_replaced_and_another_bound_is_the_others()
    {
        string source = await NewHolderAsync(), target = await NewPassportHolderAsync(), third = await NewHolderAsync(), number = NewId();
        (await BindAsync(source, Card(CitizenCards, number))).Expect(HttpStatusCode.OK);
        (await BindAsync(target, Card(CitizenCards, NewId()))).Expect(HttpStatusCode.OK);
        await MergeAsync(source, target);
        (await BindAsync(third, Card(CitizenCards, number))).Expect(HttpStatusCode.OK);
        var undone = await UnmergeAsync(source);
        Assert.That(undone.Text, Does.Contain("unmerge-card-elsewhere"));
        Assert.That(await CardsAsync(source, CitizenCards), Is.EqualTo(new[] { number + " unbound" }));
    }

    [Test]
    public async Task Of_two_that_went_into_one_the_second_keeps_its_card_when_the_first_goes()
    {
        string one = await NewRecordAsync(), two = await NewRecordAsync(), target = await NewRecordAsync(), first = NewId(), second = NewId();
        (await BindAsync(one, Card(CitizenCards, first))).Expect(HttpStatusCode.OK);
        (await BindAsync(two, Card(CitizenCards, second))).Expect(HttpStatusCode.OK);
        await MergeAsync(one, target);
        await MergeAsync(two, target);
        Assert.That(await CardsAsync(target, CitizenCards), Is.EquivalentTo(new[] { first + " active", second + " replaced" }));
        await UnmergeAsync(one);
        Assert.Multiple(async () =>
        {
            Assert.That(await CardsAsync(one, CitizenCards), Is.EqualTo(new[] { first + " active" }));
            Assert.That(await CardsAsync(target, CitizenCards), Is.EqualTo(new[] { second + " active" }));
        });
    }

    [Test]
    public async Task The_result_that_is_given_changes_no_card_and_retires_no_record()
    {
        string source = await NewRecordAsync(), target = await NewHolderAsync(), third = await NewHolderAsync(), foreign = Card(CitizenCards, NewId());
        (await BindAsync(third, foreign)).Expect(HttpStatusCode.OK);
        (await StepAsync(target, "suspend-health-card")).Expect(HttpStatusCode.OK);
        var read = await ReadAsync(target);

        async Task AssertResultRefusedAsync(Action<JsonObject> change)
        {
            var wanted = read.DeepClone().AsObject();
            change(wanted);
            AssertRefused(await MergeAsync(source, target, wanted.ToJsonString()), "health-card.merge-result-invalid");
        }

        await AssertResultRefusedAsync(w => w["identifier"]!.AsArray().Add(JsonNode.Parse(foreign)));
        await AssertResultRefusedAsync(w => w["identifier"]![1]!["extension"]![1]!["valueCoding"]!["code"] = "active");
        await AssertResultRefusedAsync(w => w["identifier"]![0]!["use"] = "old");
        await AssertResultRefusedAsync(w => w["active"] = false);
        await AssertResultRefusedAsync(w => w["link"] = JsonNode.Parse($"[{{\"other\":{{\"reference\":\"{third}\"}},\"type\":\"replaced-by\"}}]"));
        await AssertResultRefusedAsync(w => w["link"] = JsonNode.Parse($"[{{\"other\":{{\"reference\":\"{third}\"}},\"type\":\"replaces\"}}]"));
        await AssertVersionAsync(source, 1);
        await AssertVersionAsync(target, 2);
    }

    [Test]
    public async Task The_result_of_a_preview_is_a_result_to_merge_with()
    {
        string source = await NewHolderAsync(), target = await NewPassportHolderAsync();
        (await BindAsync(source, Card(CitizenCards, NewId()))).Expect(HttpStatusCode.OK);
        var preview = await CallAsync("Patient/$merge", null, Party("source-patient", source), Party("target-patient", target), "\"name\":\"preview\",\"valueBoolean\":true");
        var wanted = Output(preview.Expect(HttpStatusCode.OK), "result")["resource"]!.DeepClone().AsObject();
        wanted["multipleBirthInteger"] = 2;
        (await MergeAsync(source, target, wanted.ToJsonString())).Expect(HttpStatusCode.OK);
        var read = await ReadAsync(target);
        Assert.That(((int)read["multipleBirthInteger"]!, JsonNode.DeepEquals(read["identifier"], wanted["identifier"])), Is.EqualTo((2, true)));
    }
}
