using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Transactions;

namespace FhirHub.Engine.Installation;

/// <summary>
/// Writes the definitions of a pack into the database, as ordinary resources under their own ids: they have versions, can be searched, and count as
/// soon as they are there. What is there already and the same is left alone, so that installing again costs nothing. Nodes take turns.
/// </summary>
public sealed class PackInstaller(
    FhirDatabase database, TransactionRunner transactions, ResourceStore store, InstalledPacks packs, DefinitionCatalog catalog, TimeProvider time,
    IEnumerable<IPackCheck>? checks = null)
{
    private readonly IPackCheck[] _checks = [.. checks ?? []];
    private readonly InstallationTurn _turn = new(database, time);
    private readonly InstallationJournal _journal = new(database);
    private readonly PackPresence _presence = new(database);
    private readonly InstallationRecovery _recovery = new(transactions, store, new InstallationJournal(database));

    /// <summary>Creates what is missing in the database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => _journal.PrepareAsync(cancellationToken);

    /// <summary>
    /// Takes back what an installation or removal has written that was cut off, on whichever node, as by the end of its process: the pack is
    /// then as it was before. For the background of each node; leaves alone what is at work.
    /// </summary>
    /// <returns>The packs concerned; mostly none.</returns>
    /// <exception cref="FhirException">Transient: the database does not answer. Others: something cannot be taken back; it is tried again.</exception>
    public async Task<IReadOnlyList<string>> RecoverAsync(CancellationToken cancellationToken)
    {
        if (await _journal.OpenAsync(cancellationToken) is { Count: 0 })
            return [];
        await using var lease = await _turn.TryTakeAsync(cancellationToken);
        return lease is null ? [] : await _recovery.RunAsync(Caller.Open, lease, cancellationToken);
    }

    /// <summary>Whether everything is still there that installed packs brought; what is not comes back when they are installed again.</summary>
    /// <exception cref="FhirException">Transient: the database does not answer.</exception>
    public Task<bool> AreWholeAsync(IReadOnlyList<InstalledPack> installed, CancellationToken cancellationToken) => _presence.IsWholeAsync(installed, cancellationToken);

    /// <summary>What is wrong with packs that were installed when less was asked of them: sentences, each with the pack's name.</summary>
    public IReadOnlyList<string> FaultsOfInstalled() =>
        [.. packs.Current.SelectMany(p => _checks.SelectMany(c => c.Faults(p, [.. packs.Current.Where(o => o.Name != p.Name)])).Select(f => $"{p.Name} {p.Version}: {f}"))];

    /// <summary>Installs packs one after the other.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="resolved">Each after those it depends on, see <see cref="PackResolver"/>.</param>
    /// <param name="terms">What it may do.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>Of each what was done.</returns>
    /// <exception cref="PackException">One of them cannot be installed, with every fault, and nothing of it is; those before it are.</exception>
    /// <exception cref="FhirException">Conflict: another installation takes long. Transient: the database does not answer.</exception>
    public async Task<IReadOnlyList<PackInstallation>> InstallAsync(Caller caller, IEnumerable<Pack> resolved, InstallationTerms terms, CancellationToken cancellationToken)
    {
        await using var lease = await _turn.TakeAsync(cancellationToken);
        await RecoverAsync(caller, lease, cancellationToken);
        await packs.RefreshAsync(cancellationToken);
        await catalog.RefreshAsync(cancellationToken);
        Pack[] all = [.. resolved];
        var older = PackPins.Older(all, packs.Current);
        if (!terms.LeavesNewer && older.Count > 0)
            throw new PackException(older[0].Coming.Source, [.. older.Select(o => $"{o.Coming.Manifest} is older than {o.There.Version}, which is installed: uninstall that before.")]);
        Pack[] coming = [.. all.Except(older.Select(o => o.Coming))];
        string[] broken = [.. PackPins.BrokenBy(coming, packs.Current, terms.Without), .. terms.LeavesNewer ? [] : PackPins.Replaced(coming, packs.Current)];
        if (broken.Length > 0)
            throw new PackException(string.Join(", ", coming.Select(c => c.Source)), broken);
        var done = older.Select(o => new PackInstallation(o.Coming.Manifest, Written: 0, Removed: 0, IsNew: false) { Newer = o.There.Version }).ToList();
        foreach (var pack in coming)
            done.Add(await InstallAsync(Writing(caller, lease), pack, terms, cancellationToken));
        return done;
    }

    /// <summary>Removes what a pack brought, unless another pack brought it too.</summary>
    /// <returns>What was done; null where no such pack is installed.</returns>
    /// <exception cref="PackException">Another pack needs it, or something refers to what it brought; nothing was changed.</exception>
    /// <exception cref="FhirException">Conflict: an installation takes long. Transient: the database does not answer.</exception>
    public async Task<PackInstallation?> UninstallAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        await using var lease = await _turn.TakeAsync(cancellationToken);
        await RecoverAsync(caller, lease, cancellationToken);
        await packs.RefreshAsync(cancellationToken);
        if (packs.Find(name) is not { } pack)
            return null;
        if (PackPins.BrokenWithout(pack, packs.Current).ToList() is { Count: > 0 } broken)
            throw new PackException(pack.Name, broken);
        try
        {
            var (_, removed) = await Writing(caller, lease).RunAsync(
                pack.Name, Removals(pack.Name, pack.Resources), (session, token) => packs.RemoveAsync(session, pack.Name, token), cancellationToken);
            await packs.RefreshAsync(cancellationToken);
            return new PackInstallation(new PackManifest { Name = pack.Name, Version = pack.Version }, Written: 0, removed, IsNew: false);
        }
        catch (FhirException e) when (IsRefusal(e))
        {
            throw Refusal(pack.Name, e);
        }
    }

    /// <summary>What cannot be taken back goes forward: what follows writes over it, or is refused for a reason of its own.</summary>
    private async Task RecoverAsync(Caller caller, InstallationLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await _recovery.RunAsync(caller, lease, cancellationToken);
        }
        catch (FhirException e) when (IsRefusal(e))
        {
            return;
        }
    }

    private PackTransactions Writing(Caller caller, InstallationLease lease) => new(transactions, _journal, caller, lease, time);

    private async Task<PackInstallation> InstallAsync(PackTransactions writing, Pack pack, InstallationTerms terms, CancellationToken cancellationToken)
    {
        var before = packs.Find(pack.Name);
        if (before is { Unreadable: null } && before.Fingerprint == pack.Fingerprint && await _presence.IsWholeAsync([before], cancellationToken))
            return new PackInstallation(pack.Manifest, Written: 0, Removed: 0, IsNew: false);
        var installed = Installed(pack);
        PackChecks.Check(pack, installed, packs.Current, catalog);
        var others = packs.Current.Where(p => p.Name != pack.Name).ToList();
        if (_checks.SelectMany(c => c.Faults(pack, others)).ToList() is { Count: > 0 } faults)
            throw new PackException(pack.Source, faults);
        var unusable = await Task.Run(() => PackProfiles.Unusable(pack, catalog), cancellationToken);
        // What they build on may be in a package that is left out on purpose.
        if (unusable.Count > 0 && !pack.Manifest.Dependencies.Keys.Any(terms.Without.Contains))
            throw new PackException(pack.Source, unusable);
        var own = (before?.Resources ?? []).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var writes = PackChecks.Parse(pack).Select(d => PackWrite.Of(d, own.Contains));
        var removals = Removals(pack.Name, (before?.Resources ?? []).ExceptBy(pack.Definitions.Select(d => d.Key), r => r.Key));
        var examples = PackExamples.Of(pack);
        try
        {
            var (written, removed) = await writing.RunAsync(
                pack.Name, writes.Concat(removals), (session, token) => packs.SaveAsync(session, installed, examples, token), cancellationToken);
            await packs.RefreshAsync(cancellationToken);
            return new PackInstallation(pack.Manifest, written, removed, IsNew: true) { Notes = [.. PackNotes.Of(pack, before), .. unusable] };
        }
        catch (FhirException e) when (IsRefusal(e))
        {
            throw Refusal(pack.Source, e);
        }
    }

    private static bool IsRefusal(FhirException e) =>
        e.Kind is FaultKind.Unprocessable or FaultKind.Conflict or FaultKind.Invalid && !e.Issues.Any(i => i.Code is "installation-lost" or "too-busy");

    private static PackException Refusal(string source, FhirException e) =>
        new(source, [.. e.Issues.Select(i => i.Expression is null ? i.Diagnostics : $"{i.Expression}: {i.Diagnostics}")]);

    /// <summary>The removal of what a pack has no more, but for what others have too.</summary>
    private IEnumerable<PackWrite> Removals(string name, IEnumerable<InstalledResource> resources)
    {
        var others = packs.Current.Where(p => p.Name != name).SelectMany(p => p.Resources).Select(r => r.Key);
        return resources.ExceptBy(others, r => r.Key).OrderBy(r => r.Key, StringComparer.Ordinal).Select(PackWrite.Removal);
    }

    private InstalledPack Installed(Pack pack) => new()
    {
        Name = pack.Name,
        Version = pack.Version,
        Canonical = pack.Manifest.Canonical,
        Title = pack.Manifest.Title,
        Description = pack.Manifest.Description,
        Fingerprint = pack.Fingerprint,
        Installed = time.GetUtcNow().UtcDateTime,
        Dependencies = pack.Manifest.Dependencies,
        Resources = [.. pack.Definitions.Select(d => new InstalledResource(d.Key, d.Url, d.Version))],
        Policy = pack.Policy,
    };
}
