using FhirHub.Engine.Indexing;
using FhirHub.Engine.Storage;
using MongoDB.Bson;

namespace FhirHub.Engine.Resources;

/// <summary>Index entries as a document holds them; null for empty ones.</summary>
internal sealed record SearchFields
{
    public IReadOnlyList<string>? Tokens { get; private init; }

    public IReadOnlyList<string>? Exact { get; private init; }

    public IReadOnlyList<IntervalField>? Ranges { get; private init; }

    /// <summary>A GeoJSON point.</summary>
    public BsonDocument? Position { get; private init; }

    public static SearchFields Of(IndexEntries entries) => new()
    {
        Tokens = NullIfEmpty(entries.Tokens),
        Exact = NullIfEmpty(entries.Exact),
        Ranges = NullIfEmpty(entries.Intervals.Select(FieldOf).ToList()),
        Position = entries.Position is { } p ? PointOf(p.Longitude, p.Latitude) : null,
    };

    /// <summary>Bytes in the database, about.</summary>
    public long ApproximateSize =>
        VersionDocument.SizeOf(Tokens ?? []) + VersionDocument.SizeOf(Exact ?? []) + (Ranges?.Count ?? 0) * 120L;

    /// <summary>Whether a row has these already.</summary>
    public bool Holds(ResourceDocument row) =>
        (row.Tokens ?? []).SequenceEqual(Tokens ?? [])
        && (row.Exact ?? []).SequenceEqual(Exact ?? [])
        && (row.Ranges ?? []).Select(r => (r.Prefix, r.Low, r.High)).SequenceEqual((Ranges ?? []).Select(r => (r.Prefix, r.Low, r.High)))
        && Equals(row.Position, Position);

    /// <summary>Puts them, and the place in the default order, where a row has its own.</summary>
    public BsonDocument Update(string order)
    {
        (string Name, BsonValue? Value)[] fields =
        [
            ("ord", order),
            ("tokens", Tokens is null ? null : new BsonArray(Tokens)),
            ("exact", Exact is null ? null : new BsonArray(Exact)),
            ("ranges", Ranges is null ? null : new BsonArray(Ranges.Select(r => r.ToBsonDocument()))),
            ("pos", Position),
        ];
        var update = new BsonDocument("$set", new BsonDocument(fields.Where(f => f.Value is not null).Select(f => new BsonElement(f.Name, f.Value!))));
        var absent = new BsonDocument(fields.Where(f => f.Value is null).Select(f => new BsonElement(f.Name, true)));
        if (absent.ElementCount > 0)
            update["$unset"] = absent;
        return update;
    }

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;

    private static IntervalField FieldOf(IndexInterval interval) => new()
    {
        Prefix = interval.Prefix,
        Low = interval.IsDate ? new BsonInt64((long)interval.Low) : new BsonDouble(interval.Low),
        High = interval.IsDate ? new BsonInt64((long)interval.High) : new BsonDouble(interval.High),
    };

    private static BsonDocument PointOf(double longitude, double latitude) =>
        new() { { "type", "Point" }, { "coordinates", new BsonArray { longitude, latitude } } };
}
