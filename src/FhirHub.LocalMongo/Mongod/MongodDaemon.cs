using FhirHub.LocalMongo.Daemon;

namespace FhirHub.LocalMongo.Mongod;

/// <summary>A MongoDB server of the machine's own as a single-node replica set.</summary>
internal static class MongodDaemon
{
    public static Task RunAsync(DaemonOptions options, BoundedLog log, TimeProvider time, CancellationTokenSource stopping) =>
        throw new LocalDatabaseException($"{options.Engine.Path} cannot be used yet. {log.Path} {time} {stopping}");
}
