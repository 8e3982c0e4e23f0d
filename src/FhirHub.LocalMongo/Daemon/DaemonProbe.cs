using System.Net.Sockets;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>Asks the daemon of a data folder whether it is there; a process id or an open port alone would prove nothing.</summary>
internal static class DaemonProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Null when nobody, or somebody else, answers on the remembered port.</summary>
    public static async Task<DaemonAnswer?> AskAsync(string dataFolder, CancellationToken cancellationToken)
    {
        if (DaemonState.Read(dataFolder) is not { } state)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await using var client = await WireClient.ConnectAsync(state.Port, limit.Token);
            return state.IsMongod ? await AskMongodAsync(client, state, dataFolder, limit.Token) : await AskGatewayAsync(client, state, dataFolder, limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or WireFormatException or FormatException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    public static async Task<bool> StopAsync(string dataFolder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await AskAsync(dataFolder, cancellationToken) is not { } answer)
            return false;
        Signals.Send(answer.ProcessId, Signals.Terminate);
        using var released = await FileLock.TakeAsync(DaemonFolder.RunLock(dataFolder), time, cancellationToken);
        return true;
    }

    private static async Task<DaemonAnswer?> AskGatewayAsync(WireClient client, DaemonState state, string dataFolder, CancellationToken cancellationToken)
    {
        var reply = await client.RunAsync(new BsonDocument("localDatabase", 1), cancellationToken);
        return reply.GetValue("dataFolder", "") != dataFolder ? null : new DaemonAnswer(
            state.Port, int.Parse(reply["pid"].AsString, System.Globalization.CultureInfo.InvariantCulture),
            reply["build"].AsString, reply["engine"].AsString, reply["clients"].ToInt32());
    }

    // The daemon holds its lock as long as it lives, and its mongod knows where its data is.
    private static async Task<DaemonAnswer?> AskMongodAsync(WireClient client, DaemonState state, string dataFolder, CancellationToken cancellationToken)
    {
        var options = await client.RunAsync(new BsonDocument("getCmdLineOpts", 1), cancellationToken);
        var path = options.GetValue("parsed", new BsonDocument()).AsBsonDocument.GetValue("storage", new BsonDocument()).AsBsonDocument.GetValue("dbPath", "");
        using var free = FileLock.TryTake(DaemonFolder.RunLock(dataFolder));
        return path != DaemonFolder.Mongod(dataFolder) || free is not null ? null
            : new DaemonAnswer(state.Port, state.ProcessId, state.Build, state.Engine, Clients: 1);
    }
}
