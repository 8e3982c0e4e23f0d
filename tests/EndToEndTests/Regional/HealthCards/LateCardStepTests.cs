namespace FhirHub.EndToEndTests.Regional.HealthCards;

[TestFixture]
internal sealed class LateCardStepTests : HealthCardTests
{
    private const string Lost = "\"name\":\"reason\",\"valueString\":\"遗失\"";

    [TestCase("suspend", "suspended", "reissue")]
    [TestCase("reissue", "active", "suspend")]
    [TestCase("reissue", "active", "reissue")]
    public async Task Of_two_steps_one_is_taken_and_the_other_meets_the_state_now(string first, string state, string late)
    {
        string patient = await NewHolderAsync();
        await using var other = await LateCall.StartAsync(Server.BaseUrl, $"{patient}/${late}-health-card", null, Parameters(Lost));
        (await CallAsync($"{patient}/${first}-health-card", null, Lost)).Expect(HttpStatusCode.OK);
        await other.AssertLostAsync("health-card.state", state);
        await AssertVersionAsync(patient, 2);
    }

    [Test]
    public async Task What_changes_otherwise_in_the_record_does_not_matter()
    {
        string patient = await NewHolderAsync();
        await using var other = await LateCall.StartAsync(Server.BaseUrl, $"{patient}/$suspend-health-card", null, Parameters(Lost));
        (await CallAsync($"{patient}/$bind-card", null, """" "name":"card","valueIdentifier":{"system":"https://fhirhub.example/fhir/sid/citizen-card","value":"C-late"} """")).Expect(HttpStatusCode.OK);
        Assert.That((await other.FinishAsync()).Status, Is.EqualTo(HttpStatusCode.OK));
    }
}
