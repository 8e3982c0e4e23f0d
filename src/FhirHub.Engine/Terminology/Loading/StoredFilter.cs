using System.Text.RegularExpressions;
using FhirHub.Engine.Terminology.Systems;
using MongoDB.Bson;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>What the database can do of a query: it bounds the rows; whether it decides is <see cref="IsExact"/>.</summary>
internal sealed class StoredFilter
{
    private readonly List<BsonDocument> _parts = [];

    public StoredFilter(CodeSystemHead head, ConceptQuery query)
    {
        // The most telling first: the local engine bounds its index walk by the first.
        foreach (var condition in query.Conditions.OrderBy(c => c is not ConceptCondition.Text))
            Add(head, condition);
        Hint = _parts.Count > 0 && UsesKeys(_parts[0]) ? ConceptDocument.ByKey : ConceptDocument.ByOrder;
        Filter = _parts.Count switch
        {
            0 => [],
            1 => _parts[0],
            _ => new BsonDocument("$and", new BsonArray(_parts)),
        };
    }

    public BsonDocument Filter { get; }

    public BsonDocument Hint { get; }

    /// <summary>Whether codes are named: then the index by code is the one to use.</summary>
    public bool IsByCode { get; private set; }

    /// <summary>Whether every row that passes is meant.</summary>
    public bool IsExact { get; private set; } = true;

    private void Add(CodeSystemHead head, ConceptCondition condition)
    {
        switch (condition)
        {
            case ConceptCondition.Text text:
                // Of the words, the longest finds the fewest.
                foreach (string word in text.Words.OrderByDescending(w => w.Length))
                    AddWord(word);
                break;
            case ConceptCondition.Below below:
                AddKey(ConceptKeys.Below(head.Fold(below.Code)));
                if (!below.Itself)
                    _parts.Add(new BsonDocument("_id", new BsonDocument("$ne", head.Fold(below.Code))));
                break;
            case ConceptCondition.Among among:
                IsByCode = true;
                _parts.Add(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(among.Codes.Select(head.Fold)))));
                break;
            case ConceptCondition.NotBelow apart:
                _parts.Add(Not(Key(ConceptKeys.Below(head.Fold(apart.Code)))));
                break;
            case ConceptCondition.Outside outside:
                var inner = new StoredFilter(head, outside.Query);
                if (inner.IsExact)
                    _parts.Add(Not(inner.Filter));
                IsExact &= inner.IsExact;
                break;
            case ConceptCondition.Active:
                _parts.Add(new BsonDocument(ConceptDocument.Inactive, new BsonDocument("$ne", true)));
                break;
            case ConceptCondition.HasValue has:
                AddValues(head, has.Property, has.Values, isWanted: true);
                break;
            case ConceptCondition.LacksValue lacks:
                AddValues(head, lacks.Property, lacks.Values, isWanted: false);
                break;
            case ConceptCondition.Exists exists:
                AddExists(exists.Property, exists.Wanted);
                break;
            case ConceptCondition.Matches matches:
                if (StartOf(matches) is { Length: > 0 } start)
                    AddWord(start);
                IsExact = false;
                break;
            default:
                IsExact = false;
                break;
        }
    }

    private void AddValues(CodeSystemHead head, string property, IReadOnlySet<string> values, bool isWanted)
    {
        switch (property)
        {
            case ConceptKeys.Inactive or ConceptKeys.NotSelectable:
                AddFlag(property, values, isWanted);
                break;
            case "code" or "concept" or "definition":
                IsExact = false;
                break;
            case "display":
                // A name begins one of the concept's terms, where it begins with what a term may begin with.
                if (isWanted && values.Count == 1 && SearchTerms.Start(values.First()) is { } start)
                    AddWord(start);
                IsExact = false;
                break;
            case var _ when values.All(v => v.Length <= ConceptKeys.MostValue):
                var keys = values.Select(v => (BsonValue)ConceptKeys.Value(property, property == "parent" ? head.Fold(v) : v)).ToArray();
                var part = new BsonDocument(ConceptDocument.Keys, keys.Length == 1 ? keys[0] : new BsonDocument("$in", new BsonArray(keys)));
                if (isWanted)
                    _parts.Insert(KeysEnd(), part);
                else
                    _parts.Add(Not(part));
                break;
            default:
                IsExact = false;
                break;
        }
    }

    /// <summary>Of every concept it is true or false.</summary>
    private void AddFlag(string property, IReadOnlySet<string> values, bool isWanted)
    {
        bool mayBeTrue = values.Contains("true") == isWanted, mayBeFalse = values.Contains("false") == isWanted;
        if (mayBeTrue && !mayBeFalse)
            AddKey(ConceptKeys.Flag(property));
        else if (mayBeFalse && !mayBeTrue)
            _parts.Add(new BsonDocument(property == ConceptKeys.Inactive ? ConceptDocument.Inactive : ConceptDocument.Abstract, new BsonDocument("$ne", true)));
        else if (!mayBeTrue)
            _parts.Add(new BsonDocument("_id", new BsonDocument("$in", new BsonArray())));
    }

    private void AddExists(string property, bool isWanted)
    {
        BsonDocument? part = property switch
        {
            "code" or "concept" or ConceptKeys.Inactive or ConceptKeys.NotSelectable => null,
            "display" or "definition" => new BsonDocument(property, new BsonDocument("$exists", true)),
            "parent" => new BsonDocument("parents", new BsonDocument("$exists", true)),
            _ => Key(ConceptKeys.Has(property)),
        };
        if (part is null && isWanted)
            return;
        if (!isWanted)
            _parts.Add(part is null ? new BsonDocument("_id", new BsonDocument("$in", new BsonArray())) : Not(part));
        else
            _parts.Insert(UsesKeys(part!) ? KeysEnd() : _parts.Count, part!);
    }

    /// <summary>What a term of every concept begins with that may match; null where there is no telling.</summary>
    private static string? StartOf(ConceptCondition.Matches matches) => PatternStart.Of(matches.Source) is not { } start ? null : matches.Property switch
    {
        "code" or "concept" => SearchTerms.CodeStart(start),
        "display" => SearchTerms.Start(start),
        _ => null,
    };

    private void AddWord(string word)
    {
        _parts.Insert(KeysEnd(), new BsonDocument(ConceptDocument.Keys, new BsonRegularExpression("^" + Regex.Escape(ConceptKeys.Term(word)))));
        IsExact &= word.Length <= ConceptKeys.MostText;
    }

    private void AddKey(string key) => _parts.Insert(KeysEnd(), Key(key));

    private static BsonDocument Key(string key) => new(ConceptDocument.Keys, key);

    private static BsonDocument Not(BsonDocument part) => new("$nor", new BsonArray { part });

    private int KeysEnd() => _parts.TakeWhile(UsesKeys).Count();

    private static bool UsesKeys(BsonDocument part) => part.Contains(ConceptDocument.Keys);
}
