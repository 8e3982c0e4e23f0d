namespace FhirHub.EndToEndTests.Conditional;

/// <summary>Conditional deletion where the server is set to take several resources at once.</summary>
[TestFixture]
internal sealed class MultipleDeleteTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("MaxConditionalDeletes", "3")];

    [Test]
    public async Task All_matches_go_together_and_more_than_the_limit_are_refused()
    {
        string[] three = await NewAsync("three", 3);
        string[] four = await NewAsync("four", 4);
        var deleted = (await Http.SendAsync("DELETE", "Patient?identifier=http://t|three", headers: ("Prefer", "return=OperationOutcome"))).ExpectIssue(HttpStatusCode.OK, "deleted");
        Assert.That((string?)deleted.Issues[0]["diagnostics"], Does.StartWith("3 resources"));
        foreach (string id in three)
            (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.Gone);
        (await Http.SendAsync("DELETE", "Patient?identifier=http://t|four")).ExpectIssue(HttpStatusCode.PreconditionFailed, "multiple-matches");
        foreach (string id in four)
            (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.OK);
        Assert.That((string?)(await Http.FetchAsync("metadata")).Json["rest"]![0]!["resource"]![0]!["conditionalDelete"], Is.EqualTo("multiple"));
    }

    private async Task<string[]> NewAsync(string identifier, int count)
    {
        var ids = new string[count];
        for (int i = 0; i < count; i++)
            ids[i] = await NewPatientAsync($$"""
                "identifier":[{"system":"http://t","value":"{{identifier}}"}]
                """);
        return ids;
    }
}
