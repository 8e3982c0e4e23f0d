using System.Globalization;
using FhirHub.Engine.Indexing;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>What a sort key compares.</summary>
internal enum SortField
{
    /// <summary>The place in the default order.</summary>
    Order,

    /// <summary><c>lastUpdated</c>.</summary>
    Updated,

    /// <summary><c>Patient/1</c>.</summary>
    Key,

    /// <summary>The smallest, or for a descending sort the largest, of a parameter's index entries.</summary>
    Entry,
}

/// <summary>One key of a sort. Values are texts that compare by their UTF-8 bytes, as the database compares them.</summary>
/// <param name="Field">What it compares.</param>
/// <param name="Descending">Largest first; what lacks a value comes last either way.</param>
/// <param name="Heads">Of entries: what those compared begin with, the class digit of an interval included; <c>Observation.date(0</c>.</param>
internal sealed record SortTerm(SortField Field, bool Descending, IReadOnlyList<string> Heads)
{
    private const string Last = "\U0010FFFF";

    /// <summary>Stands for a missing value.</summary>
    public string Missing => Descending ? "" : Last;

    public static SortTerm Of(SortField field, bool descending) => new(field, descending, []);

    public static SortTerm Of(SortKey key) =>
        new(SortField.Entry, key.Descending, [.. key.Parameters.SelectMany(HeadsOf)]);

    /// <summary>The first text behind all that begin with the head.</summary>
    public static string EndOf(string head) => head[..^1] + (char)(head[^1] + 1);

    /// <summary>The value as texts compare and links carry it.</summary>
    public string TextOf(RowDocument row, int index) => Field switch
    {
        SortField.Order => row.Order ?? "",
        SortField.Updated => new DateTimeOffset(row.LastUpdated).ToUnixTimeMilliseconds().ToString("D15", CultureInfo.InvariantCulture),
        SortField.Key => row.Key,
        _ => row.Computed?.GetValue(Order.Name(index), BsonNull.Value) is BsonString value ? value.Value : Missing,
    };

    public BsonValue ToBson(string text) => Field == SortField.Updated
        ? new BsonDateTime(long.Parse(text, CultureInfo.InvariantCulture))
        : new BsonString(text);

    /// <summary>Computes the value from a row's entries, in an aggregation.</summary>
    public BsonDocument Expression()
    {
        var values = Heads.GroupBy(h => h[..^1]).SelectMany(g => g.Count() > 1 && char.IsAsciiDigit(g.First()[^1]) ? [IntervalValues(g.Key)] : g.Select(EntryValues));
        BsonDocument[] lists = [.. values];
        var all = lists.Length == 1 ? lists[0] : new BsonDocument("$concatArrays", new BsonArray(lists));
        return new BsonDocument("$ifNull", new BsonArray { new BsonDocument(Descending ? "$max" : "$min", all), Missing });
    }

    /// <summary>Of intervals of every class: the class digit is left out.</summary>
    private static BsonDocument IntervalValues(string beforeClass) => Values(beforeClass, EndOf(beforeClass), beforeClass.Length + 1);

    private static BsonDocument EntryValues(string head) => Values(head, EndOf(head), head.Length);

    private static BsonDocument Values(string from, string to, int cut)
    {
        var inRange = new BsonDocument("$and", new BsonArray
        {
            new BsonDocument("$gte", new BsonArray { "$$this", from }),
            new BsonDocument("$lt", new BsonArray { "$$this", to }),
        });
        var entries = new BsonDocument("$filter", new BsonDocument
        {
            { "input", new BsonDocument("$ifNull", new BsonArray { "$tokens", new BsonArray() }) },
            { "cond", inRange },
        });
        return new BsonDocument("$map", new BsonDocument
        {
            { "input", entries },
            { "in", new BsonDocument("$substrBytes", new BsonArray { "$$this", cut, -1 }) },
        });
    }

    private static IEnumerable<string> HeadsOf(SearchParameter parameter) => parameter.Type switch
    {
        SearchParameterType.Text => [parameter.Prefix + "+"],
        SearchParameterType.Token => [parameter.Prefix + "\""],
        SearchParameterType.Date or SearchParameterType.Number or SearchParameterType.Quantity =>
            Enumerable.Range(0, 5).Select(c => string.Create(CultureInfo.InvariantCulture, $"{parameter.Prefix}({c}")),
        _ => [parameter.Prefix + "!"],
    };
}
