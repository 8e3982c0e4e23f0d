using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Installation;
using FhirHub.Engine.Packs;
using FhirHub.Server.Configuration;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Hosting;

/// <summary>Installs the configured packs beside a server that listens already; it is ready when they are installed.</summary>
internal sealed partial class PackLoading(
    DatabasePreparation preparation, PackChoice choice, ConfiguredPacks configured, PackInstaller installer, InstalledPacks packs, DefinitionCatalog catalog,
    IOptions<ServerOptions> options, TimeProvider time, ILogger<PackLoading> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Why the server does not become ready; null while nothing has gone wrong.</summary>
    public string? Fault { get; private set; }

    /// <summary>Done when every configured pack is installed.</summary>
    public bool IsDone => configured.Missing is null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Prepared.WaitAsync(stoppingToken);
        while (!IsDone)
        {
            try
            {
                await InstallAsync(stoppingToken);
                configured.Arrive();
            }
            catch (PackException e)
            {
                // Trying again would not help; the log and the health check say what would.
                Fault = e.Message;
                configured.Fail();
                LogRefused(e.Message);
                return;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database may come back, a file may be put right: the server listens, is not ready, and tries again.
                LogNotInstalled(RetryAfter.TotalSeconds, e is FhirException { InnerException: { } cause } ? cause : e);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }

        TellUnknownProfiles();
        foreach (string fault in installer.FaultsOfInstalled())
            LogFaultOfInstalled(fault);
    }

    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        await packs.RefreshAsync(cancellationToken);
        if (await AreInstalledAsync(cancellationToken))
            return;
        var installed = packs.Current.Select(p => new PackManifest { Name = p.Name, Version = p.Version });
        // Files are read on another thread: a large pack takes seconds.
        var resolved = await Task.Run(() => new PackResolver(installed, choice.Without).Resolve(choice.Paths), cancellationToken);
        foreach (var done in await installer.InstallAsync(Caller.Open, resolved, new InstallationTerms { Without = choice.Without, LeavesNewer = true }, cancellationToken))
        {
            if (done.IsNew)
                LogInstalled(done.Manifest.ToString(), done.Written, done.Removed);
            // During a rolling restart the nodes that still have the old files must not bring them back.
            else if (done.Newer is { } newer)
                LogLeft(done.Manifest.ToString(), newer);
            foreach (string note in done.Notes)
                LogNote(done.Manifest.ToString(), note);
        }
    }

    /// <summary>Whether exactly these packs are there, with all that they brought: enough is read of them to see that.</summary>
    private async Task<bool> AreInstalledAsync(CancellationToken cancellationToken)
    {
        var known = packs.Current.Where(p => p.Unreadable is null).DistinctBy(p => p.Fingerprint).ToDictionary(p => p.Fingerprint, StringComparer.Ordinal);
        string[] fingerprints = await Task.Run(() => choice.Paths.SelectMany(PackReader.ReadFingerprints).ToArray(), cancellationToken);
        return fingerprints.All(known.ContainsKey) && await installer.AreWholeAsync([.. fingerprints.Select(f => known[f])], cancellationToken);
    }

    /// <summary>A profile that is required and not there refuses each write of its type: it may be posted later, but mostly it is misspelt.</summary>
    private void TellUnknownProfiles()
    {
        foreach (var (type, profiles) in options.Value.Validation.Profiles)
        {
            foreach (string profile in profiles)
            {
                if (!catalog.Has("StructureDefinition", profile))
                    LogUnknownProfile(profile, type);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Installed the pack {Pack}: {Written} resources written, {Removed} removed")]
    private partial void LogInstalled(string pack, int written, int removed);

    [LoggerMessage(LogLevel.Warning, "The pack {Pack} was not installed: {Newer} is installed, which is newer; to go back, uninstall that before")]
    private partial void LogLeft(string pack, string newer);

    [LoggerMessage(LogLevel.Warning, "The pack {Pack}: {Note}")]
    private partial void LogNote(string pack, string note);

    [LoggerMessage(LogLevel.Error, "FhirHub:Validation:Profiles requires {Profile} of {Type}, which neither R4, nor a pack, nor this database has: each resource of that type is refused until it is there")]
    private partial void LogUnknownProfile(string profile, string type);

    [LoggerMessage(LogLevel.Error, "An installed pack would be refused today: {Fault} Install it again, put right, or uninstall it")]
    private partial void LogFaultOfInstalled(string fault);

    [LoggerMessage(LogLevel.Critical, "{Fault}")]
    private partial void LogRefused(string fault);

    [LoggerMessage(LogLevel.Warning, "The packs cannot be installed yet; trying again in {Seconds} s")]
    private partial void LogNotInstalled(double seconds, Exception cause);
}
