using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Sends the query of a segment. One without computed keys is a plain find, which transactions allow and which is the fastest.</summary>
internal static class SegmentReader
{
    private static readonly string[] Lean = ["key", "version", "lastUpdated", "stamp", "supersededBy", "ord"];
    private static readonly string[] Content = ["method", "created", "json", "chunked"];
    private static readonly BsonDocument NoFields = new("_id", 1);
    private static readonly BsonDocument LeanFields = Projection(Lean);
    private static readonly BsonDocument FieldsWithContent = Projection([.. Lean, .. Content]);

    /// <summary>The rows; the cursor is closed when the caller stops.</summary>
    /// <param name="segment">What to read.</param>
    /// <param name="limit">Rows at most; 0 for all.</param>
    /// <param name="withContent">Whether rows come with their JSON.</param>
    /// <param name="reading">Under which conditions.</param>
    public static async IAsyncEnumerable<RowDocument> ReadAsync(
        Segment segment, int limit, bool withContent, Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int returned = 0;
        bool isFirst = true;
        var watch = segment.Source.Superseded ? null : reading.Watch;
        watch?.Ask();
        using var cursor = await reading.Within(segment.Purpose, left => OpenAsync(segment, limit, withContent, reading.Session, left, cancellationToken));
        try
        {
            while (await reading.Within(segment.Purpose, _ => cursor.MoveNextAsync(cancellationToken)))
            {
                if (!isFirst)
                    watch?.Ask();
                isFirst = false;
                foreach (var row in cursor.Current)
                {
                    returned++;
                    watch?.Meet(row.Stamp);
                    yield return row;
                }
            }
        }
        finally
        {
            reading.Trace?.Add(new TracedQuery(segment.Purpose, IndexHints.Words(segment.Hint), CommandOf(segment, limit, withContent), returned));
        }
    }

    /// <summary>How many rows there are, up to a limit (0 for none); the database counts.</summary>
    public static async Task<long> CountAsync(RowSource source, BsonDocument filter, BsonDocument hint, int limit, string purpose, Reading reading)
    {
        var stages = new List<BsonDocument> { new("$match", filter) };
        if (limit > 0)
            stages.Add(new BsonDocument("$limit", limit));
        stages.Add(new BsonDocument("$count", "n"));
        var counted = await reading.Within(purpose, left => AggregateAsync<BsonDocument>(source, stages, hint, reading.Session, left, reading.Cancellation));
        using (counted)
        {
            var result = await reading.Within(purpose, _ => counted.FirstOrDefaultAsync(reading.Cancellation));
            reading.Trace?.Add(new TracedQuery(purpose, IndexHints.Words(hint), AggregateCommand(source, stages, hint), 1));
            return result is null ? 0 : result["n"].ToInt64();
        }
    }

    /// <summary>Whether there is any row.</summary>
    public static async Task<bool> AnyAsync(RowSource source, BsonDocument filter, BsonDocument hint, string purpose, Reading reading)
    {
        var cursor = await reading.Within(purpose, left =>
        {
            var options = new FindOptions<RowDocument> { Hint = hint, Limit = 1, BatchSize = 1, Projection = NoFields, MaxTime = left };
            return FindAsync(source, filter, options, reading.Session, reading.Cancellation);
        });
        using (cursor)
        {
            bool any = await reading.Within(purpose, _ => cursor.AnyAsync(reading.Cancellation));
            var command = FindCommand(source, filter, hint).Add("limit", 1).Add("projection", NoFields);
            reading.Trace?.Add(new TracedQuery(purpose, IndexHints.Words(hint), command, any ? 1 : 0));
            return any;
        }
    }

    private static Task<IAsyncCursor<RowDocument>> OpenAsync(
        Segment segment, int limit, bool withContent, IClientSessionHandle? session, TimeSpan left, CancellationToken cancellationToken)
    {
        if (segment.Keys is not null)
            return AggregateAsync<RowDocument>(segment.Source, Stages(segment, limit, withContent), segment.Hint, session, left, cancellationToken);
        var options = new FindOptions<RowDocument>
        {
            Hint = segment.Hint,
            Sort = segment.Sort,
            Limit = limit == 0 ? null : limit,
            // One round trip where the rows fit into a message.
            BatchSize = limit == 0 ? null : limit,
            Projection = Fields(segment, withContent),
            MaxTime = left,
        };
        return FindAsync(segment.Source, segment.Filter, options, session, cancellationToken);
    }

    private static Task<IAsyncCursor<RowDocument>> FindAsync(
        RowSource source, FilterDefinition<RowDocument> filter, FindOptions<RowDocument> options, IClientSessionHandle? session, CancellationToken cancellationToken) =>
        session is null ? source.Rows.FindAsync(filter, options, cancellationToken) : source.Rows.FindAsync(session, filter, options, cancellationToken);

    private static Task<IAsyncCursor<T>> AggregateAsync<T>(
        RowSource source, List<BsonDocument> stages, BsonDocument hint, IClientSessionHandle? session, TimeSpan left, CancellationToken cancellationToken)
    {
        PipelineDefinition<RowDocument, T> pipeline = PipelineDefinition<RowDocument, T>.Create(stages, BsonSerializer.LookupSerializer<T>());
        var options = new AggregateOptions { Hint = hint, MaxTime = left };
        return session is null
            ? source.Rows.AggregateAsync(pipeline, options, cancellationToken)
            : source.Rows.AggregateAsync(session, pipeline, options, cancellationToken);
    }

    private static List<BsonDocument> Stages(Segment segment, int limit, bool withContent)
    {
        var stages = new List<BsonDocument> { new("$match", segment.Filter) };
        if (segment is { InIndexOrder: true, Sort: not null })
            stages.Add(new BsonDocument("$sort", segment.Sort));
        stages.Add(new BsonDocument("$project", Fields(segment, withContent)));
        if (segment.KeyFilter is { ElementCount: > 0 } filter)
            stages.Add(new BsonDocument("$match", filter));
        if (segment is { InIndexOrder: false, Sort: not null })
            stages.Add(new BsonDocument("$sort", segment.Sort));
        if (limit > 0)
            stages.Add(new BsonDocument("$limit", limit));
        return stages;
    }

    private static BsonDocument CommandOf(Segment segment, int limit, bool withContent)
    {
        if (segment.Keys is not null)
            return AggregateCommand(segment.Source, Stages(segment, limit, withContent), segment.Hint);
        var command = FindCommand(segment.Source, segment.Filter, segment.Hint);
        if (segment.Sort is not null)
            command.Add("sort", segment.Sort);
        if (limit > 0)
            command.Add("limit", limit);
        return command.Add("projection", Fields(segment, withContent));
    }

    private static BsonDocument FindCommand(RowSource source, BsonDocument filter, BsonDocument hint) =>
        new() { { "find", source.Rows.CollectionNamespace.CollectionName }, { "filter", filter }, { "hint", hint } };

    private static BsonDocument AggregateCommand(RowSource source, List<BsonDocument> stages, BsonDocument hint) => new()
    {
        { "aggregate", source.Rows.CollectionNamespace.CollectionName },
        { "pipeline", new BsonArray(stages) },
        { "cursor", new BsonDocument() },
        { "hint", hint },
    };

    private static BsonDocument Fields(Segment segment, bool withContent)
    {
        var fields = withContent ? FieldsWithContent : LeanFields;
        if (segment.Keys is null && segment.EntriesOf is null)
            return fields;
        fields = new BsonDocument(fields);
        if (segment.Keys is not null)
            fields.Add("keys", segment.Keys);
        if (segment.EntriesOf is { } prefixes)
            fields.Add("tokens", segment.MostEntries == 0 ? EntriesBeginningWith(prefixes) : First(segment.MostEntries, EntriesBeginningWith(prefixes)));
        return fields;
    }

    /// <remarks>As the outermost operator of a projection, $slice would be another one of that name.</remarks>
    private static BsonDocument First(int most, BsonDocument entries) =>
        new("$ifNull", new BsonArray { new BsonDocument("$slice", new BsonArray { entries, most }), new BsonArray() });

    private static BsonDocument EntriesBeginningWith(IReadOnlyList<string> prefixes)
    {
        var alternatives = prefixes.Select(p => new BsonDocument("$and", new BsonArray
        {
            new BsonDocument("$gte", new BsonArray { "$$this", p }),
            new BsonDocument("$lt", new BsonArray { "$$this", SortTerm.EndOf(p) }),
        }));
        return new BsonDocument("$filter", new BsonDocument
        {
            { "input", new BsonDocument("$ifNull", new BsonArray { "$tokens", new BsonArray() }) },
            { "cond", new BsonDocument("$or", new BsonArray(alternatives)) },
        });
    }

    private static BsonDocument Projection(IEnumerable<string> fields) => new(fields.Select(f => new BsonElement(f, 1)));
}
