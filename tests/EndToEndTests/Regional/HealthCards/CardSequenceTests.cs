using FhirHub.Regional.HealthCards;

namespace FhirHub.EndToEndTests.Regional.HealthCards;

/// <summary>Whatever is called in whatever order: cards take no step that the table does not have, and one health card is active at most.</summary>
[TestFixture]
internal sealed class CardSequenceTests : HealthCardTests
{
    [Test]
    public async Task No_sequence_of_calls_leads_where_the_table_does_not([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        string number = NewNumber(), patient = await NewHolderAsync(number);
        string[] cards = [Card(CitizenCards, NewId()), Card(SocialSecurityCards, NewId())];
        var before = await StatesAsync(patient);
        for (int i = 0; i < 30; i++)
        {
            string card = cards[random.Next(cards.Length)];
            var answer = random.Next(7) switch
            {
                0 => await CallAsync($"{patient}/$suspend-health-card", null, "\"name\":\"reason\",\"valueString\":\"遗失\""),
                1 => await CallAsync($"{patient}/$reissue-health-card", null, "\"name\":\"reason\",\"valueString\":\"遗失\""),
                2 => await BindAsync(patient, card),
                3 => await CallAsync($"{patient}/$unbind-card", null, $"\"name\":\"card\",\"valueIdentifier\":{card}"),
                4 => await CallAsync($"{patient}/$health-card-code", null),
                5 => await BindAsync(patient, Card(HealthCards, before.Keys.First(k => k.StartsWith(HealthCards, StringComparison.Ordinal)).Split('|')[1]), "resident-health-card"),
                _ => await IssueAsync(Resident(number)),
            };
            Assert.That(answer.Status, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), answer.Text);
            var after = await StatesAsync(patient);
            foreach (var (key, state) in after)
            {
                if (before.TryGetValue(key, out var was) && was != state)
                    Assert.That(CardStates.Table.From(was).Any(l => l.To == state), Is.True, $"{key}: {was} to {state}");
            }

            Assert.That(before.Keys, Is.SubsetOf(after.Keys), "a card never goes without a trace");
            Assert.That(after.Count(c => c.Key.StartsWith(HealthCards, StringComparison.Ordinal) && c.Value == CardState.Active), Is.LessThanOrEqualTo(1));
            before = after;
        }
    }

    private async Task<Dictionary<string, CardState>> StatesAsync(string patient)
    {
        var read = (await Http.FetchAsync(patient)).Expect(HttpStatusCode.OK).Json;
        return read["identifier"]!.AsArray().Where(i => (string)i!["system"]! != IdentityNumbers)
            .ToDictionary(i => $"{i!["system"]}|{i["value"]}", i => Enum.Parse<CardState>(StateOf(i!)!, ignoreCase: true));
    }
}
