using System.Text;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Execution;
using FsCheck;
using FsCheck.Fluent;
using MongoDB.Bson;

namespace FhirHub.UnitTests.Search.Execution;

public sealed class OrderTests
{
    [Test]
    public void Texts_compare_by_their_UTF_8_bytes() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Filter(IsUnicode), ArbMap.Default.ArbFor<string>().Filter(IsUnicode), (a, b) =>
    {
        int bytes = Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
        Assert.That(Math.Sign(Utf8Order.Compare(a, b)), Is.EqualTo(Math.Sign(bytes)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Characters_beyond_the_first_plane_come_last() =>
        Assert.That(Utf8Order.Compare("\uffee", "𠮷"), Is.Negative);

    [Test]
    public void A_search_without_sort_is_in_default_order() =>
        Assert.That(Order.Of(Query("Patient")).IsDefault);

    [Test]
    public void Newest_first_by_the_primary_date_is_the_default_order() =>
        Assert.That(Order.Of(Query("Observation", Key("date", true, "Observation"))).IsDefault);

    [Test]
    public void Oldest_first_by_the_primary_date_is_not() =>
        Assert.That(Order.Of(Query("Observation", Key("date", false, "Observation"))).IsDefault, Is.False);

    [Test]
    public void The_primary_date_with_a_second_key_is_compared_by_itself() =>
        Assert.That(Fields(Order.Of(Query("Observation", Key("date", true, "Observation"), Key("code", false, "Observation")))), Is.EqualTo("Entry-,Entry+,Order-"));

    [TestCase("_lastUpdated", true, "Updated-,Key-")]
    [TestCase("_lastUpdated", false, "Updated+,Key+")]
    [TestCase("_id", false, "Key+")]
    public void What_every_resource_has_is_ordered_as_its_index(string code, bool descending, string fields) =>
        Assert.That(Fields(Order.Of(Query("Patient", new SortKey(code, descending, [])))), Is.EqualTo(fields));

    [Test]
    public void Keys_behind_a_unique_one_do_not_count() =>
        Assert.That(Fields(Order.Of(Query("Patient", new SortKey("_id", true, []), Key("family", false, "Patient")))), Is.EqualTo("Key-"));

    [Test]
    public void Several_types_are_ordered_by_time() =>
        Assert.That(Fields(Order.Of(Query("Patient") with { Types = ["Observation", "Patient"] })), Is.EqualTo("Updated-,Key-"));

    [Test]
    public void Rows_behind_a_place_are_asked_for_from_the_last_key_to_the_first()
    {
        var order = Order.Of(Query("Patient", new SortKey("_lastUpdated", true, [])));
        string behind = new BsonArray(order.Behind(["000000000001000", "Patient/1"], "_id", backward: false)).ToJson();
        Assert.That(behind, Is.EqualTo(
            """[{ "lastUpdated" : { "$date" : "1970-01-01T00:00:01Z" }, "_id" : { "$lt" : "Patient/1" } }, { "lastUpdated" : { "$lt" : { "$date" : "1970-01-01T00:00:01Z" } } }]"""));
    }

    [TestCase(true, "b", "")]
    [TestCase(false, "b", "\U0010FFFF")]
    public void What_lacks_a_value_comes_last(bool descending, string value, string missing)
    {
        var order = Order.Of(Query("Patient", Key("family", descending, "Patient")));
        Assert.That(order.Compare([value, "1"], [missing, "1"]), Is.Negative);
        Assert.That(order.Terms[0].Missing, Is.EqualTo(missing));
    }

    private static bool IsUnicode(string? text) => text is not null && !text.EnumerateRunes().Any(r => r == Rune.ReplacementChar);

    private static string Fields(Order order) => string.Join(',', order.Terms.Select(t => t.Field + (t.Descending ? "-" : "+")));

    private static SearchQuery Query(string type, params SortKey[] sort) => new() { Types = [type], Where = new AllOf([]), Count = 10, Sort = sort };

    private static SortKey Key(string code, bool descending, string type) =>
        new(code, descending, [SearchParameterCatalog.R4.Find(type, code) ?? throw new ArgumentException(code)]);
}
