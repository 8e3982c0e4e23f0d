using System.Globalization;
using FhirHub.Engine.Indexing;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// The order of a search's matches. It depends on the search alone, never on the plan, and its last key is unique: so a row has
/// one place, and a page can begin behind any.
/// </summary>
internal sealed class Order
{
    private Order(IReadOnlyList<SortTerm> terms) => Terms = terms;

    public IReadOnlyList<SortTerm> Terms { get; }

    /// <summary>Whether keys have to be computed from entries.</summary>
    public bool Computed => Terms.Any(t => t.Field == SortField.Entry);

    /// <summary>Whether it is the default order of one type, by which the index on entries is ordered.</summary>
    public bool IsDefault => Terms is [{ Field: SortField.Order, Descending: true }];

    public static Order Default { get; } = new([SortTerm.Of(SortField.Order, descending: true)]);

    /// <summary>Any order, for what needs none.</summary>
    public static Order ByKey { get; } = new([SortTerm.Of(SortField.Key, descending: false)]);

    public static Order Of(SearchQuery query)
    {
        bool oneType = query is { AllTypes: false, Types.Count: 1 };
        if (oneType && (query.Sort is [] || query.Sort is [{ Descending: true, Parameters: [var only] }] && IsPrimaryDate(only)))
            return Default;
        var terms = query.Sort.Select(Term).ToList();
        if (terms.Count == 0)
            terms.Add(SortTerm.Of(SortField.Updated, descending: true));
        if (terms.FindIndex(t => t.Field == SortField.Key) is >= 0 and var key)
            return new Order(terms[..(key + 1)]);
        // With time in front, the index goes on by key.
        terms.Add(terms is [{ Field: SortField.Updated } updated] ? SortTerm.Of(SortField.Key, updated.Descending) : SortTerm.Of(SortField.Order, descending: true));
        return new Order(terms);
    }

    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"k{index}");

    /// <summary>A row's place.</summary>
    public string[] PlaceOf(RowDocument row) => [.. Terms.Select((t, i) => t.TextOf(row, i))];

    /// <summary>Negative where <paramref name="a"/> comes first.</summary>
    public int Compare(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        for (int i = 0; i < Terms.Count; i++)
        {
            int order = Utf8Order.Compare(a[i], b[i]);
            if (order != 0)
                return Terms[i].Descending ? -order : order;
        }

        return 0;
    }

    public BsonDocument Sort(string keyField, bool backward) =>
        new(Terms.Select((t, i) => new BsonElement(FieldOf(i, keyField), t.Descending != backward ? -1 : 1)));

    /// <summary>The rows behind a place, in front of it when going backward: one alternative for each key that decides.</summary>
    public IReadOnlyList<BsonDocument> Behind(IReadOnlyList<string> place, string keyField, bool backward)
    {
        var alternatives = new List<BsonDocument>();
        for (int i = Terms.Count - 1; i >= 0; i--)
        {
            var alternative = new BsonDocument();
            for (int same = 0; same < i; same++)
                alternative.Add(FieldOf(same, keyField), Terms[same].ToBson(place[same]));
            string comparison = Terms[i].Descending != backward ? "$lt" : "$gt";
            alternatives.Add(alternative.Add(FieldOf(i, keyField), new BsonDocument(comparison, Terms[i].ToBson(place[i]))));
        }

        return alternatives;
    }

    /// <summary>The computed keys, for a projection; null where there are none.</summary>
    public BsonDocument? Expressions()
    {
        var keys = new BsonDocument();
        for (int i = 0; i < Terms.Count; i++)
        {
            if (Terms[i].Field == SortField.Entry)
                keys.Add(Name(i), Terms[i].Expression());
        }

        return keys.ElementCount == 0 ? null : keys;
    }

    public string FieldOf(int index, string keyField) => Terms[index].Field switch
    {
        SortField.Order => "ord",
        SortField.Updated => "lastUpdated",
        SortField.Key => keyField,
        _ => "keys." + Name(index),
    };

    private static SortTerm Term(SortKey key) => key.Code switch
    {
        "_lastUpdated" => SortTerm.Of(SortField.Updated, key.Descending),
        "_id" => SortTerm.Of(SortField.Key, key.Descending),
        _ => SortTerm.Of(key),
    };

    /// <summary>Newest first by it is the default order, and an index has that.</summary>
    private static bool IsPrimaryDate(SearchParameter parameter) =>
        SearchParameterCatalog.PrimaryDate(parameter.ResourceType) == parameter.Code;
}
