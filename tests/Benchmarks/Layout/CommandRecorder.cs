using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver.Core.Configuration;
using MongoDB.Driver.Core.Events;

namespace FhirHub.Benchmarks.Layout;

/// <summary>Keeps the commands that the driver sends, to explain them afterwards: what is explained is what FhirHub really asks.</summary>
internal sealed class CommandRecorder
{
    private static readonly string[] Kinds = ["find", "aggregate", "update", "findAndModify"];
    private readonly ConcurrentQueue<BsonDocument> _commands = new();

    public void Attach(ClusterBuilder cluster) => cluster.Subscribe<CommandStartedEvent>(started =>
    {
        if (Kinds.Contains(started.CommandName))
            _commands.Enqueue((BsonDocument)started.Command.DeepClone());
    });

    /// <summary>What was sent since the last call.</summary>
    public IReadOnlyList<BsonDocument> Take()
    {
        var taken = new List<BsonDocument>();
        while (_commands.TryDequeue(out var command))
            taken.Add(command);
        return taken;
    }
}
