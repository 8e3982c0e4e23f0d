using System.Collections.Frozen;
using FhirHub.LocalMongo.Gateway.Commands;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>Every command this gateway knows; any other name is answered with CommandNotFound.</summary>
internal static class CommandTable
{
    private static readonly Command[] All =
    [
        new("hello", Handshake.HelloAsync),
        new("isMaster", Handshake.HelloAsync),
        new("ismaster", Handshake.HelloAsync),
        new("ping", Handshake.PingAsync),
        new("buildInfo", Handshake.BuildInfoAsync),
        new("buildinfo", Handshake.BuildInfoAsync),
        new("connectionStatus", Handshake.ConnectionStatusAsync),
        new("getParameter", Handshake.GetParameterAsync),
        new("hostInfo", ServerCommands.HostInfoAsync),
        new("serverStatus", ServerCommands.ServerStatusAsync),
        new("shutdown", ServerCommands.ShutdownAsync),
        new("localDatabase", ServerCommands.LocalDatabaseAsync),

        new("insert", WriteCommands.InsertAsync, InTransaction: true) { Retryable = true, Writes = true },
        new("update", WriteCommands.UpdateAsync, InTransaction: true) { Retryable = true, Writes = true },
        new("delete", WriteCommands.DeleteAsync, InTransaction: true) { Retryable = true, Writes = true },
        new("findAndModify", FindAndModify.RunAsync, InTransaction: true) { Retryable = true, Writes = true },
        new("findandmodify", FindAndModify.RunAsync, InTransaction: true) { Retryable = true, Writes = true },
        new("bulkWrite", Unsupported.BulkWriteAsync, InTransaction: true) { Retryable = true, Writes = true },

        new("find", CursorCommands.FindAsync, InTransaction: true),
        new("aggregate", CursorCommands.AggregateAsync, InTransaction: true) { Writes = true },
        new("listCollections", CursorCommands.ListCollectionsAsync),
        new("listIndexes", CursorCommands.ListIndexesAsync),
        new("getMore", CursorCommands.GetMoreAsync, InTransaction: true),
        new("killCursors", CursorCommands.KillCursorsAsync, InTransaction: true),
        new("count", QueryCommands.CountAsync),
        new("distinct", QueryCommands.DistinctAsync, InTransaction: true),
        new("explain", Explain.RunAsync),

        new("create", CollectionCommands.CreateAsync, InTransaction: true) { Writes = true },
        new("collMod", CollectionCommands.CollModAsync) { Writes = true },
        new("drop", CollectionCommands.DropAsync) { Writes = true },
        new("renameCollection", CollectionCommands.RenameAsync) { Writes = true },
        new("createIndexes", IndexCommands.CreateAsync, InTransaction: true) { Writes = true },
        new("dropIndexes", IndexCommands.DropAsync) { Writes = true },
        new("listDatabases", DatabaseCommands.ListAsync),
        new("dropDatabase", DatabaseCommands.DropAsync) { Writes = true },
        new("collStats", DatabaseCommands.CollStatsAsync),
        new("dbStats", DatabaseCommands.DbStatsAsync),

        new("startSession", SessionCommands.StartAsync),
        new("refreshSessions", SessionCommands.RefreshAsync),
        new("endSessions", SessionCommands.EndAsync),
        new("killSessions", SessionCommands.EndAsync),
        new("commitTransaction", SessionCommands.CommitAsync, InTransaction: true) { EndsTransaction = true, Writes = true },
        new("abortTransaction", SessionCommands.AbortAsync, InTransaction: true) { EndsTransaction = true, Writes = true },
    ];

    private static readonly FrozenDictionary<string, Command> ByName = All.ToFrozenDictionary(command => command.Name);

    public static Command? Find(string name) => ByName.GetValueOrDefault(name);
}
