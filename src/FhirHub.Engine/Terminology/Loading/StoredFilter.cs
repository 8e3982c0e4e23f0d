using System.Text.RegularExpressions;
using FhirHub.Engine.Terminology.Systems;
using MongoDB.Bson;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>What the database can do of a query: it bounds the rows; whether it decides is <see cref="IsExact"/>.</summary>
internal sealed class StoredFilter
{
    private readonly List<BsonDocument> _parts = [];

    public StoredFilter(string set, CodeSystemHead head, ConceptQuery query)
    {
        // The most telling first: the local engine bounds its index walk by the first.
        foreach (var condition in query.Conditions.OrderBy(c => c is not ConceptCondition.Text))
            Add(set, head, condition);
        Hint = _parts.Count > 0 && UsesKeys(_parts[0]) ? ConceptDocument.ByKey : ConceptDocument.BySet;
        if (!_parts.Exists(UsesKeys))
            _parts.Insert(0, new BsonDocument(ConceptDocument.Set, set));
        else
            _parts.Add(new BsonDocument(ConceptDocument.Set, set));
        Filter = _parts.Count == 1 ? _parts[0] : new BsonDocument("$and", new BsonArray(_parts));
    }

    public BsonDocument Filter { get; }

    public BsonDocument Hint { get; }

    /// <summary>Whether every row that passes is meant.</summary>
    public bool IsExact { get; private set; } = true;

    private void Add(string set, CodeSystemHead head, ConceptCondition condition)
    {
        switch (condition)
        {
            case ConceptCondition.Text text:
                // Of the words, the longest finds the fewest.
                foreach (string word in text.Words.OrderByDescending(w => w.Length))
                    AddWord(set, word);
                break;
            case ConceptCondition.Below below:
                _parts.Insert(KeysEnd(), new BsonDocument(ConceptDocument.Keys, ConceptKeys.Below(set, head.Fold(below.Code))));
                if (!below.Itself)
                    _parts.Add(new BsonDocument("_id", new BsonDocument("$ne", ConceptDocument.IdOf(set, head.Fold(below.Code)))));
                break;
            case ConceptCondition.Among among:
                _parts.Add(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(among.Codes.Select(c => ConceptDocument.IdOf(set, head.Fold(c)))))));
                break;
            case ConceptCondition.HasValue has when IsIndexed(head, has.Property) && has.Values.All(v => v.Length <= ConceptKeys.MostValue):
                var keys = has.Values.Select(v => (BsonValue)ConceptKeys.Value(set, has.Property, v)).ToArray();
                _parts.Insert(KeysEnd(), new BsonDocument(ConceptDocument.Keys, keys.Length == 1 ? keys[0] : new BsonDocument("$in", new BsonArray(keys))));
                break;
            case ConceptCondition.Active:
                _parts.Add(new BsonDocument(ConceptDocument.Inactive, new BsonDocument("$ne", true)));
                break;
            default:
                IsExact = false;
                break;
        }
    }

    private void AddWord(string set, string word)
    {
        _parts.Insert(KeysEnd(), new BsonDocument(ConceptDocument.Keys, new BsonRegularExpression("^" + Regex.Escape(ConceptKeys.Term(set, word)))));
        IsExact &= word.Length <= ConceptKeys.MostText;
    }

    private int KeysEnd() => _parts.TakeWhile(UsesKeys).Count();

    private static bool UsesKeys(BsonDocument part) => part.Contains(ConceptDocument.Keys);

    /// <summary>What every concept has is not in the index.</summary>
    private static bool IsIndexed(CodeSystemHead head, string property) =>
        property == "parent" ? head.IsCaseSensitive : property is not ("code" or "concept" or "display" or "definition" or "inactive" or "notSelectable");
}
