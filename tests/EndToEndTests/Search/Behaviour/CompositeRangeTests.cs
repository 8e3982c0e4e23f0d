namespace FhirHub.EndToEndTests.Search.Behaviour;

/// <summary>https://hl7.org/fhir/R4/search.html#composite: a beginning of a text in front of a value.</summary>
[TestFixture]
internal sealed class CompositeRangeTests : ServerTests
{
    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        await Http.DefineAsync("named-value", """
            {"resourceType":"SearchParameter","id":"named-value","url":"http://example.cn/fhir/SearchParameter/named-value","name":"named-value","status":"active",
             "description":"d","code":"named-value","base":["Observation"],"type":"composite","expression":"Observation.component","component":[
              {"definition":"http://hl7.org/fhir/SearchParameter/Observation-value-string","expression":"code.text"},
              {"definition":"http://hl7.org/fhir/SearchParameter/Observation-value-quantity","expression":"value.as(Quantity)"}]}
            """);
        await Http.DefineAsync("named-time", """
            {"resourceType":"SearchParameter","id":"named-time","url":"http://example.cn/fhir/SearchParameter/named-time","name":"named-time","status":"active",
             "description":"d","code":"named-time","base":["Observation"],"type":"composite","expression":"Observation.component","component":[
              {"definition":"http://hl7.org/fhir/SearchParameter/Observation-value-string","expression":"code.text"},
              {"definition":"http://hl7.org/fhir/SearchParameter/Observation-value-date","expression":"value.as(dateTime)"}]}
            """);
        await PutAsync("below5", Component("Sugar in blood", "<", 5), Component("Salt", ">", 20));
        await PutAsync("is5", Component("sugar", "", 5));
        await PutAsync("is20", Component("Sugar", "", 20), Component("Salt", "", 5));
        await PutAsync("over20", Component("Sugar (fasting)", ">", 20));
        await PutAsync("month", """{"code":{"text":"Onset of fever"},"valueDateTime":"1990-06"}""", """{"code":{"text":"End"},"valueDateTime":"1990-01"}""");
        await PutAsync("day", """{"code":{"text":"Onset"},"valueDateTime":"1990-06-10"}""");
    }

    [TestCase("Sugar$gt10", "is20,over20")]
    [TestCase("Sugar$lt10", "below5,is5")]
    [TestCase("Salt$gt10", "below5")]
    [TestCase("S$gt10", "below5,is20,over20")]
    [TestCase("Sugar$20", "is20")]
    [TestCase("Sugar$gt10||mg", "is20,over20")]
    [TestCase("Sugar$gt10||kg", "")]
    [TestCase("Sugar$sa20", "over20")]
    [TestCase("Sugar$eb5", "below5")]
    [TestCase("Sugar in$lt4", "below5")]
    public async Task A_number_behind_the_beginning_of_a_text_is_exact(string value, string found) => await AssertFoundAsync("named-value", value, found);

    [TestCase("Onset$eb1990-06-15", "day")]
    [TestCase("Onset$1990-06", "day,month")]
    [TestCase("Onset$ne1990-06-10", "month")]
    [TestCase("End$eb1990-06-15", "month")]
    public async Task A_date_behind_the_beginning_of_a_text_is_exact(string value, string found) => await AssertFoundAsync("named-time", value, found);

    private async Task AssertFoundAsync(string code, string value, string found) =>
        Assert.That(string.Join(',', (await Http.FindAsync($"Observation?{code}={value}")).Order(StringComparer.Ordinal)), Is.EqualTo(found));

    private static string Component(string name, string comparator, int value) =>
        $$"""{"code":{"text":"{{name}}"},"valueQuantity":{"value":{{value}},{{(comparator.Length == 0 ? "" : $"\"comparator\":\"{comparator}\",")}}"unit":"mg"} }""";

    private async Task PutAsync(string id, params string[] components) => (await Http.SendAsync("PUT", $"Observation/{id}", $$"""
        {"resourceType":"Observation","id":"{{id}}","status":"final","code":{"text":"x"},"component":[{{string.Join(',', components)}}]}
        """)).Expect(HttpStatusCode.Created);
}
