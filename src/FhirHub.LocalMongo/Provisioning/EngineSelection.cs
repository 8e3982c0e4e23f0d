using FhirHub.LocalMongo.Daemon;

namespace FhirHub.LocalMongo.Provisioning;

/// <summary>Which engine this machine can run: its own mongod, else DocumentDB on Debian or Ubuntu, else none.</summary>
internal static class EngineSelection
{
    public static async Task<EngineChoice> ChooseAsync(IProgress<string>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var tree = await DebianEngine.EnsureAsync(progress, time, cancellationToken);
        return new EngineChoice(EngineKind.DocumentDb, tree);
    }
}
