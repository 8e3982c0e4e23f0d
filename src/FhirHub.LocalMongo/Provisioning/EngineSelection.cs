using FhirHub.LocalMongo.Daemon;
using FhirHub.LocalMongo.Mongod;

namespace FhirHub.LocalMongo.Provisioning;

/// <summary>Which engine this machine can run: its own mongod, else DocumentDB on Debian or Ubuntu, else none.</summary>
internal static class EngineSelection
{
    /// <exception cref="LocalDatabaseException">This machine can run none.</exception>
    public static async Task<EngineChoice> ChooseAsync(IProgress<string>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        if (ShellCommand.Find("mongod") is { } mongod)
        {
            var version = await MongodServer.VersionAsync(mongod, cancellationToken);
            if (MongodServer.IsNewEnough(version))
                return new EngineChoice(EngineKind.Mongod, mongod);
            progress?.Report($"{mongod} is not used: {(version is null ? "it tells no version" : $"version {version} is older than 6")}.");
        }
        return new EngineChoice(EngineKind.DocumentDb, await DebianEngine.EnsureAsync(progress, time, cancellationToken));
    }
}
