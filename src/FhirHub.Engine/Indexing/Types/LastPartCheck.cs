using System.Text.RegularExpressions;
using MongoDB.Bson;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// What the last part of a composite asks of a document beside its entries, moved behind the parts in front of it: they are a range, so that
/// neither its entries nor the names of its intervals begin with one text.
/// </summary>
/// <param name="ranges">Of the entries, by the parts in front.</param>
/// <param name="between">Pattern of what stands between the part that asks for a range and the last one.</param>
/// <param name="front">Pattern of all that stands in front of the last part.</param>
internal sealed class LastPartCheck(IReadOnlyList<EntryRange> ranges, string between, string front)
{
    public BsonValue Moved(BsonValue check) => check switch
    {
        BsonDocument { ElementCount: 1 } entries when entries.Names.First() == "tokens" => Entries(entries["tokens"]["$elemMatch"].AsBsonDocument),
        BsonDocument document => new BsonDocument(document.Select(e => new BsonElement(e.Name, e is { Name: "p", Value: BsonString name } ? Name(name.Value) : Moved(e.Value)))),
        BsonArray array => new BsonArray(array.Select(Moved)),
        _ => check,
    };

    private BsonDocument Entries(BsonDocument bounds)
    {
        var pattern = between + CompositePattern.Of(new EntryCondition { Within = [new EntryRange(bounds["$gte"].AsString, bounds["$lt"].AsString)] }) + "$";
        return new BsonDocument("$or", new BsonArray(ranges.Select(r => new BsonDocument(
            "tokens", new BsonDocument("$elemMatch", new BsonDocument { { "$gte", r.From }, { "$lt", r.To }, { "$regex", pattern } })))));
    }

    private BsonDocument Name(string name) => new("$regex", front + Regex.Escape(name) + "$");
}
