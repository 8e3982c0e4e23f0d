using MongoDB.Bson;
using MongoDB.Driver.Core.Configuration;
using MongoDB.Driver.Core.Events;

namespace FhirHub.EndToEndTests.Search;

/// <summary>What was asked of the database, and how much it answered.</summary>
internal sealed class CommandLog
{
    private readonly Lock _gate = new();
    private readonly List<BsonDocument> _queries = [];
    private long _answered;

    /// <summary>The queries so far, without those for more of an answer.</summary>
    public IReadOnlyList<BsonDocument> Queries
    {
        get
        {
            lock (_gate)
                return [.. _queries];
        }
    }

    /// <summary>Values of the longest <c>$in</c>.</summary>
    public int MostValues => Queries.Select(MostValuesOf).DefaultIfEmpty(0).Max();

    /// <summary>Bytes of the largest query.</summary>
    public int LargestQuery => Queries.Select(q => q.ToBson().Length).DefaultIfEmpty(0).Max();

    /// <summary>Bytes of all answers.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    public void Clear()
    {
        lock (_gate)
            _queries.Clear();
        Interlocked.Exchange(ref _answered, 0);
    }

    public void Observe(ClusterBuilder cluster)
    {
        cluster.Subscribe<CommandStartedEvent>(Take);
        cluster.Subscribe<CommandSucceededEvent>(e => Interlocked.Add(ref _answered, e.CommandName is "find" or "aggregate" or "getMore" ? e.Reply.ToBson().Length : 0));
    }

    private void Take(CommandStartedEvent started)
    {
        if (started.CommandName is not ("find" or "aggregate"))
            return;
        lock (_gate)
            _queries.Add(started.Command.DeepClone().AsBsonDocument);
    }

    private static int MostValuesOf(BsonValue value) => value switch
    {
        BsonDocument document => document.Select(e => Math.Max(e is { Name: "$in", Value: BsonArray values } ? values.Count : 0, MostValuesOf(e.Value))).DefaultIfEmpty(0).Max(),
        BsonArray array => array.Select(MostValuesOf).DefaultIfEmpty(0).Max(),
        _ => 0,
    };
}
