using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.EndToEndTests.Search;

/// <summary>Whatever characters a resource holds or a search asks for: it is found, or refused in words.</summary>
[TestFixture]
internal sealed class UnicodeTests : ServerTests
{
    private const int Tries = 500;
    private const int Stored = 60;

    /// <summary>Every search type, every modifier, and what is read in a way of its own.</summary>
    private static readonly string[] Criteria =
    [
        "Patient?identifier", "Patient?identifier:text", "Patient?identifier:of-type", "Patient?gender:not", "Patient?gender:in", "Patient?gender:below",
        "Patient?family", "Patient?family:exact", "Patient?family:contains", "Patient?address", "Patient?phone",
        "Observation?subject", "Observation?subject:identifier", "Observation?subject:Patient", "Observation?derived-from:below",
        "ValueSet?url", "ValueSet?url:below", "ValueSet?url:above", "ValueSet?reference", "RiskAssessment?probability",
        "Observation?value-quantity", "Observation?date", "Observation?_lastUpdated", "Observation?code-value-string", "Observation?code-value-quantity",
        "RiskAssessment?reason", "Location?near", "Patient?_id", "Patient?_list", "Patient?_text", "Patient?_content", "Patient?_filter", "Patient?_sort",
        "Patient?_include", "Patient?_elements", "Patient?_count", "Patient?_tag", "Patient?_profile", "Patient?_source", "Observation?subject.family",
        "Patient?_has:Observation:patient:code", "Patient?_format", "?_type",
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Elements("𠮷", "😀", "é", "e\u0301", "张", "İ", "ß", "ﬃ", "한", "\u0001", "\u0003", "\u202e", "\ufffe", "\uffff", "\U0010ffff", "\t", "\n", " ", "\u00a0"),
        Gen.Elements("|", "$", ",", "\\", "(", ")", "[", "]", "{", "}", "*", "+", "?", ".", "^", "#", "'", "\"", "%", "&", "=", "/", ":", "-"),
        Gen.Elements("http://example.org/", "urn:x:", "Patient/1", "ge", "lt", "5", "1.5", "2020", "name eq ", " and ", "a", "http://unitsofmeasure.org"),
        Gen.Choose(1, 0x10ffff).Where(Rune.IsValid).Select(c => new Rune(c).ToString()),
        Gen.Choose(240, 257).Select(n => new string('a', n)));

    private static readonly Gen<string> Text = Piece.ListOf().Select(string.Concat);

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        await Http.DefineAsync("rationale", CustomParameters.Definition("rationale", "rationale", "RiskAssessment", expression: "RiskAssessment.prediction.rationale"));
        await Http.DefineAsync("reason", """
            {"resourceType":"SearchParameter","id":"reason","url":"http://example.cn/fhir/SearchParameter/reason","name":"reason","status":"active","description":"d",
             "code":"reason","base":["RiskAssessment"],"type":"composite","expression":"RiskAssessment.prediction","component":[
              {"definition":"http://hl7.org/fhir/SearchParameter/RiskAssessment-probability","expression":"probability"},
              {"definition":"http://example.cn/fhir/SearchParameter/rationale","expression":"rationale"}]}
            """);
        await KeepAsync("1", "张三");
    }

    [Test]
    public void No_text_makes_a_search_fail() =>
        Prop.ForAll(Arb.From(Gen.Elements(Criteria)), Arb.From(Text), async (string criterion, string text) =>
        {
            string search = $"{criterion}={Uri.EscapeDataString(text)}";
            var answer = await Http.FetchAsync(search, ("Prefer", "handling=strict"), ("Accept", "application/fhir+xml, application/fhir+json"));
            Assert.That((int)answer.Status, Is.AnyOf(200, 400, 406), $"{search}: {answer.Text}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Tries));

    [Test]
    public void What_a_resource_holds_is_found_whatever_its_characters_are()
    {
        int next = 0;
        Prop.ForAll(Arb.From(Text.Select(Storable).Where(t => t.Any(char.IsLetterOrDigit))), async text =>
        {
            string id = $"kept-{next++.ToString(CultureInfo.InvariantCulture)}";
            Assert.That(await MissedAsync(id, text), Is.Null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Stored));
    }

    [TestCase(254)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(257)]
    public async Task A_pair_where_long_text_is_cut_stays_whole(int length) =>
        Assert.That(await MissedAsync($"cut-{length}", new string('x', length) + "𠮷" + new string('y', 40)), Is.Null);

    [TestCase("gt1$𠮷", true)]
    [TestCase("gt1$𠮷a", true)]
    [TestCase("gt1$𠮷z", false)]
    [TestCase("gt1$𠮸", false)]
    [TestCase("gt9$𠮷", false)]
    [TestCase("le5$😀", false)]
    [TestCase("le1$𠮷Z", true)]
    public async Task Text_behind_a_range_in_a_composite_may_lie_beyond_the_basic_plane(string value, bool found)
    {
        await PutAsync("RiskAssessment/beyond", """
            {"resourceType":"RiskAssessment","id":"beyond","status":"final","subject":{"reference":"Patient/1"},
             "prediction":[{"probabilityDecimal":5,"rationale":"𠮷ab"},{"probabilityDecimal":1,"rationale":"𠮷z"}]}
            """);
        Assert.That((await Http.FindAsync($"RiskAssessment?_count=1000&reason={Uri.EscapeDataString(value)}")).Contains("beyond"), Is.EqualTo(found));
    }

    [TestCase("Patient?family=%ED%A0%80", "query-invalid")]
    [TestCase("Patient?identifier=a%00b", "parameter-invalid")]
    [TestCase("Patient?_filter=family%20eq%20%22%5Cud842%22", "filter-invalid")]
    public async Task Half_a_character_is_refused(string search, string code)
    {
        (await Http.FetchAsync(search)).ExpectIssue(HttpStatusCode.BadRequest, code);
        string[] parts = search.Split('?');
        (await Http.SendAsync("POST", $"{parts[0]}/_search", parts[1], "application/x-www-form-urlencoded")).ExpectIssue(HttpStatusCode.BadRequest, code);
    }

    [Test]
    public async Task A_form_that_is_not_UTF8_is_refused()
    {
        byte[] form = [.. "family="u8, 0xE9];
        (await Http.SendBytesAsync("POST", "Patient/_search", form, "application/x-www-form-urlencoded")).ExpectIssue(HttpStatusCode.BadRequest, "query-invalid");
    }

    /// <summary>What FHIR lets a string hold: no controls, no white space around it; and, for a URL, none within.</summary>
    private static string Storable(string text) => string.Concat(text.EnumerateRunes()
        .Where(r => !Rune.IsControl(r) && !Rune.IsWhiteSpace(r) && (r.Value & 0xfffe) != 0xfffe).Select(r => r.ToString()));

    private async Task KeepAsync(string id, string text)
    {
        string json = JsonSerializer.Serialize(text);
        await PutAsync($"Patient/{id}", $$"""
            {"resourceType":"Patient","id":"{{id}}","identifier":[{"value":{{json}},"type":{"text":{{json}} } }],"name":[{"family":{{json}} }],"address":[{"city":{{json}} }],"telecom":[{"system":"email","value":{{json}} }]}
            """);
        await PutAsync($"Observation/{id}", $$"""
            {"resourceType":"Observation","id":"{{id}}","status":"final","code":{"coding":[{"system":"http://s","code":"c"}]},"subject":{"reference":{{JsonSerializer.Serialize("urn:x:" + text)}},"identifier":{"value":{{json}} } },
             "valueQuantity":{"value":5,"unit":{{json}} } }
            """);
        await PutAsync($"RiskAssessment/{id}", $$"""
            {"resourceType":"RiskAssessment","id":"{{id}}","status":"final","subject":{"reference":"Patient/{{id}}" },"prediction":[{"probabilityDecimal":5,"rationale":{{json}} }]}
            """);
        await PutAsync($"ValueSet/{id}", $$"""{"resourceType":"ValueSet","id":"{{id}}","status":"draft","url":{{JsonSerializer.Serialize("http://example.org/" + text)}} }""");
    }

    private async Task PutAsync(string key, string json)
    {
        var answer = await Http.SendAsync("PUT", key, json);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.OK), $"{json} {answer.Text}");
    }

    /// <summary>Stores resources with the text and searches for it everywhere; the search that does not find them, or null.</summary>
    private async Task<string?> MissedAsync(string id, string text)
    {
        await KeepAsync(id, text);
        string value = SearchValueText(text);
        foreach (string search in new[]
        {
            $"Patient?identifier={value}", $"Patient?identifier=%7C{value}", $"Patient?identifier:text={value}", $"Patient?family={value}", $"Patient?family:exact={value}",
            $"Patient?family:contains={value}", $"Patient?address-city={value}", $"Patient?email={value}", $"Observation?subject=urn:x:{value}", $"Observation?subject:identifier={value}",
            $"Observation?value-quantity=5%7C%7C{value}", $"RiskAssessment?reason=gt4${value}", $"RiskAssessment?reason=5${value}", $"ValueSet?url=http://example.org/{value}",
        })
        {
            var answer = await Http.FetchAsync($"{search}&_count=1000&_elements=id", ("Prefer", "handling=strict"));
            if (answer.Status != HttpStatusCode.OK || answer.Entries.All(e => (string?)e["resource"]!["id"] != id))
                return $"{search} of {id}: {answer.Status} {answer.Text}";
        }

        return null;
    }

    private static string SearchValueText(string text) => Uri.EscapeDataString(Parameters.ValueQueries.Escape(text));
}
