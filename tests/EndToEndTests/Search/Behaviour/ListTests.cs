namespace FhirHub.EndToEndTests.Search.Behaviour;

/// <summary>https://hl7.org/fhir/R4/search.html#list</summary>
[TestFixture]
internal sealed class ListTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("PublicUrl", "https://fhir.example.org/r4")];

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        foreach (string id in new[] { "relative", "own", "versioned", "foreign", "deleted", "elsewhere" })
            await PutPatientAsync(id);
        (await Http.SendAsync("PUT", "List/l", """
            {"resourceType":"List","id":"l","status":"current","mode":"working","entry":[
              {"item":{"reference":"Patient/relative","display":"Patient/elsewhere"}},
              {"item":{"reference":"https://fhir.example.org/r4/Patient/own"}},
              {"item":{"reference":"https://fhir.example.org/r4/Patient/versioned/_history/1"}},
              {"item":{"reference":"https://other.example.org/r4/Patient/foreign"}},
              {"deleted":true,"item":{"reference":"Patient/deleted"}},
              {"item":{"identifier":{"value":"Patient/elsewhere"}}}]}
            """)).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_List_holds_what_it_refers_to_on_this_server_however_it_is_written() =>
        Assert.That(await Http.FindAsync("Patient?_list=l&_sort=_id"), Is.EqualTo(new[] { "own", "relative", "versioned" }));

    [Test]
    public async Task A_chain_leads_to_the_items_of_a_List()
    {
        (await Http.SendAsync("PUT", "Observation/o", """{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/own"}}""")).Expect(HttpStatusCode.Created);
        Assert.That(await Http.FindAsync("Observation?subject:Patient._list=l"), Is.EqualTo(new[] { "o" }));
    }
}
