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

    /// <summary>Whether codes are named: then the index by code is the one to use.</summary>
    public bool IsByCode { get; private set; }

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
                IsByCode = true;
                _parts.Add(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(among.Codes.Select(c => ConceptDocument.IdOf(set, head.Fold(c)))))));
                break;
            case ConceptCondition.NotBelow apart:
                _parts.Add(Not(new BsonDocument(ConceptDocument.Keys, ConceptKeys.Below(set, head.Fold(apart.Code)))));
                break;
            case ConceptCondition.HasValue has when IsIndexed(has.Property, has.Values):
                _parts.Insert(KeysEnd(), Values(set, head, has.Property, has.Values));
                break;
            case ConceptCondition.LacksValue lacks when IsIndexed(lacks.Property, lacks.Values):
                _parts.Add(Not(Values(set, head, lacks.Property, lacks.Values)));
                break;
            case ConceptCondition.LacksValue { Property: "notSelectable" } lacks when lacks.Values.SetEquals(["true"]):
                _parts.Add(new BsonDocument(ConceptDocument.Abstract, new BsonDocument("$ne", true)));
                break;
            case ConceptCondition.Outside outside:
                var inner = new StoredFilter(set, head, outside.Query);
                if (inner.IsExact)
                    _parts.Add(Not(inner.Filter));
                IsExact &= inner.IsExact;
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

    private static BsonDocument Values(string set, CodeSystemHead head, string property, IEnumerable<string> values)
    {
        var keys = values.Select(v => (BsonValue)ConceptKeys.Value(set, property, property == "parent" ? head.Fold(v) : v)).ToArray();
        return new BsonDocument(ConceptDocument.Keys, keys.Length == 1 ? keys[0] : new BsonDocument("$in", new BsonArray(keys)));
    }

    private static BsonDocument Not(BsonDocument part) => new("$nor", new BsonArray { part });

    private int KeysEnd() => _parts.TakeWhile(UsesKeys).Count();

    private static bool UsesKeys(BsonDocument part) => part.Contains(ConceptDocument.Keys);

    /// <summary>What every concept has is not in the index.</summary>
    private static bool IsIndexed(string property, IEnumerable<string> values) =>
        property is not ("code" or "concept" or "display" or "definition" or "inactive" or "notSelectable") && values.All(v => v.Length <= ConceptKeys.MostValue);
}
