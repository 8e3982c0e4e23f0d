using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Execution;
using MongoDB.Bson;

namespace FhirHub.UnitTests.Search.Execution;

public sealed class FilterBuilderTests
{
    private static readonly FilterBuilder Current = new("_id");

    [Test]
    public void One_entry_is_an_equality() =>
        AssertFilter(Match(Equal("Patient.gender\"male")), """{ "tokens" : "Patient.gender\"male" }""");

    [Test]
    public void Alternatives_are_one_list_each_entry_once() =>
        AssertFilter(Match(Equal("a", "b"), Equal("b", "c")), """{ "tokens" : { "$in" : ["a", "b", "c"] } }""");

    [Test]
    public void A_range_is_asked_of_a_single_item() =>
        AssertFilter(
            Match(new EntryCondition { Within = [new EntryRange("a", "b", "x$")] }),
            """{ "tokens" : { "$elemMatch" : { "$gte" : "a", "$lt" : "b", "$regex" : "x$" } } }""");

    [Test]
    public void What_an_alternative_asks_beside_its_entry_holds_with_that_entry_only() =>
        AssertFilter(
            Match(Equal("a"), new EntryCondition { Equal = ["b"], Also = new BsonDocument("exact", "B") }),
            """{ "$or" : [{ "tokens" : "a" }, { "$and" : [{ "tokens" : "b" }, { "exact" : "B" }] }] }""");

    [Test]
    public void A_condition_without_entries_holds_for_nothing() =>
        AssertFilter(Match(new EntryCondition()), """{ "_id" : { "$in" : [] } }""");

    [Test]
    public void The_negation_of_entries_is_their_absence() =>
        AssertFilter(new Not(Match(Equal("a", "b"))), """{ "tokens" : { "$nin" : ["a", "b"] } }""");

    [Test]
    public void The_negation_of_anything_else_is_its_complement() =>
        AssertFilter(new Not(new HasKey("_id", ["Patient/1"])), """{ "$nor" : [{ "_id" : "Patient/1" }] }""");

    [Test]
    public void The_negation_of_everything_is_nothing() =>
        AssertFilter(new Not(new AllOf([])), """{ "_id" : { "$in" : [] } }""");

    [Test]
    public void An_alternative_that_is_everything_makes_everything() =>
        AssertFilter(new AnyOf([Match(Equal("a")), new AllOf([])]), "{ }");

    [Test]
    public void Conjunctions_keep_their_order_and_are_flat() =>
        AssertFilter(
            new AllOf([Match(Equal("a")), new AllOf([Match(Equal("b")), Match(Equal("c"))])]),
            """{ "$and" : [{ "tokens" : "a" }, { "tokens" : "b" }, { "tokens" : "c" }] }""");

    [Test]
    public void Times_are_half_open() =>
        AssertFilter(
            new UpdatedWithin("_lastUpdated", DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1)),
            """{ "lastUpdated" : { "$gte" : { "$date" : "1970-01-01T00:00:00Z" }, "$lt" : { "$date" : "1970-01-02T00:00:00Z" } } }""");

    [Test]
    public void Superseded_versions_have_their_key_beside_their_id() =>
        Assert.That(new FilterBuilder("key").Build(new HasKey("_id", ["Patient/1", "Patient/2"])).ToJson(), Is.EqualTo("""{ "key" : { "$in" : ["Patient/1", "Patient/2"] } }"""));

    private static void AssertFilter(Clause clause, string expected) => Assert.That(Current.Build(clause).ToJson(), Is.EqualTo(expected));

    private static EntriesMatch Match(params EntryCondition[] conditions) => new("code", ["Patient.code"], conditions);

    private static EntryCondition Equal(params string[] entries) => new() { Equal = entries };
}
