using MongoDB.Bson;
using MongoDB.Driver.Core.Configuration;
using MongoDB.Driver.Core.Events;

namespace FhirHub.EndToEndTests.Search;

/// <summary>What was asked of the database, and how much it answered.</summary>
internal sealed class CommandLog
{
    private readonly Lock _gate = new();
    private readonly List<BsonDocument> _queries = [];
    private readonly List<BsonDocument> _explanations = [];
    private long _answered;
    private long _largestAnswer;

    /// <summary>The queries so far, without those for more of an answer.</summary>
    public IReadOnlyList<BsonDocument> Queries
    {
        get
        {
            lock (_gate)
                return [.. _queries];
        }
    }

    /// <summary>What the database was asked to explain.</summary>
    public IReadOnlyList<BsonDocument> Explanations
    {
        get
        {
            lock (_gate)
                return [.. _explanations];
        }
    }

    /// <summary>Values of the longest <c>$in</c>.</summary>
    public int MostValues => Queries.Select(MostValuesOf).DefaultIfEmpty(0).Max();

    /// <summary>Bytes of the largest query.</summary>
    public int LargestQuery => Queries.Select(q => q.ToBson().Length).DefaultIfEmpty(0).Max();

    /// <summary>Bytes of the largest answer to one query, in whatever parts it came; queries must not overlap.</summary>
    public long LargestAnswer
    {
        get
        {
            lock (_gate)
                return _largestAnswer;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _queries.Clear();
            _explanations.Clear();
            _answered = _largestAnswer = 0;
        }
    }

    public void Observe(ClusterBuilder cluster)
    {
        cluster.Subscribe<CommandStartedEvent>(Take);
        cluster.Subscribe<CommandSucceededEvent>(Take);
    }

    private void Take(CommandStartedEvent started)
    {
        if (started.CommandName is not ("find" or "aggregate" or "explain"))
            return;
        lock (_gate)
        {
            (started.CommandName == "explain" ? _explanations : _queries).Add(started.Command.DeepClone().AsBsonDocument);
            _answered = 0;
        }
    }

    private void Take(CommandSucceededEvent succeeded)
    {
        if (succeeded.CommandName is not ("find" or "aggregate" or "getMore"))
            return;
        lock (_gate)
        {
            _answered += succeeded.Reply.ToBson().Length;
            _largestAnswer = Math.Max(_largestAnswer, _answered);
        }
    }

    private static int MostValuesOf(BsonValue value) => value switch
    {
        BsonDocument document => document.Select(e => Math.Max(e is { Name: "$in", Value: BsonArray values } ? values.Count : 0, MostValuesOf(e.Value))).DefaultIfEmpty(0).Max(),
        BsonArray array => array.Select(MostValuesOf).DefaultIfEmpty(0).Max(),
        _ => 0,
    };
}
