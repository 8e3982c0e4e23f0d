using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;

namespace FhirHub.Engine.Installation;

/// <summary>
/// Writes the definitions of a pack into the database, as ordinary resources under their own ids: they have versions, can be searched, and count as
/// soon as they are there. What is there already and the same is left alone, so that installing again costs nothing. Nodes take turns.
/// </summary>
public sealed class PackInstaller(FhirDatabase database, TransactionRunner transactions, InstalledPacks packs, DefinitionCatalog catalog, TimeProvider time)
{
    private const int RemovedAtOnce = 100;

    private readonly InstallationTurn _turn = new(database, time);

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
        await packs.RefreshAsync(cancellationToken);
        await catalog.RefreshAsync(cancellationToken);
        Pack[] all = [.. resolved];
        var older = PackPins.Older(all, packs.Current);
        if (!terms.LeavesNewer && older.Count > 0)
            throw new PackException(older[0].Coming.Source, [.. older.Select(o => $"{o.Coming.Manifest} is older than {o.There.Version}, which is installed: uninstall that before.")]);
        Pack[] coming = [.. all.Except(older.Select(o => o.Coming))];
        if (PackPins.BrokenBy(coming, packs.Current, terms.Without).ToList() is { Count: > 0 } broken)
            throw new PackException(string.Join(", ", coming.Select(c => c.Source)), broken);
        var done = older.Select(o => new PackInstallation(o.Coming.Manifest, Written: 0, Removed: 0, IsNew: false) { Newer = o.There.Version }).ToList();
        foreach (var pack in coming)
            done.Add(await InstallAsync(new PackTransactions(transactions, caller, lease), lease, pack, cancellationToken));
        return done;
    }

    /// <summary>Removes what a pack brought, unless another pack brought it too.</summary>
    /// <returns>What was done; null where no such pack is installed.</returns>
    /// <exception cref="PackException">Another pack needs it, or something refers to what it brought; nothing was changed.</exception>
    /// <exception cref="FhirException">Conflict: an installation takes long. Transient: the database does not answer.</exception>
    public async Task<PackInstallation?> UninstallAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        await using var lease = await _turn.TakeAsync(cancellationToken);
        await packs.RefreshAsync(cancellationToken);
        if (packs.Find(name) is not { } pack)
            return null;
        if (PackPins.BrokenWithout(pack, packs.Current).ToList() is { Count: > 0 } broken)
            throw new PackException(pack.Name, broken);
        var writing = new PackTransactions(transactions, caller, lease);
        var removals = Removals(pack.Name, pack.Resources);
        try
        {
            await writing.RehearseAsync(removals, cancellationToken);
            int removed = await writing.WriteAsync(removals, cancellationToken);
            await lease.HoldAsync(null, cancellationToken);
            await packs.RemoveAsync(pack.Name, cancellationToken);
            return new PackInstallation(new PackManifest { Name = pack.Name, Version = pack.Version }, Written: 0, removed, IsNew: false);
        }
        catch (FhirException e) when (IsRefusal(e))
        {
            throw Refusal(pack.Name, e);
        }
    }

    private async Task<PackInstallation> InstallAsync(PackTransactions writing, InstallationLease lease, Pack pack, CancellationToken cancellationToken)
    {
        var before = packs.Find(pack.Name);
        if (before?.Fingerprint == pack.Fingerprint)
            return new PackInstallation(pack.Manifest, Written: 0, Removed: 0, IsNew: false);
        var installed = Installed(pack);
        PackChecks.Check(pack, installed, packs.Current, catalog);
        var definitions = PackChecks.Parse(pack);
        var own = (before?.Resources ?? []).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<TransactionWrite>[] writes = [.. PackPart.Of(definitions).Select(p => p.Select((d, i) => PackWrite.Of(d, own.Contains) with { Index = i }).ToList())];
        var removals = Removals(pack.Name, (before?.Resources ?? []).ExceptBy(pack.Definitions.Select(d => d.Key), r => r.Key));
        try
        {
            await writing.RehearseAsync([.. writes, .. removals], cancellationToken);
            int written = await writing.WriteAsync(writes, cancellationToken);
            int removed = await writing.WriteAsync(removals, cancellationToken);
            await lease.HoldAsync(null, cancellationToken);
            await packs.SaveAsync(installed, PackExamples.Of(pack), cancellationToken);
            return new PackInstallation(pack.Manifest, written, removed, IsNew: true);
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
    private List<TransactionWrite[]> Removals(string name, IEnumerable<InstalledResource> resources)
    {
        var others = packs.Current.Where(p => p.Name != name).SelectMany(p => p.Resources).Select(r => r.Key);
        return [.. resources.ExceptBy(others, r => r.Key).OrderBy(r => r.Key, StringComparer.Ordinal).Chunk(RemovedAtOnce).Select(part => part.Select((r, i) => PackWrite.Removal(r) with { Index = i }).ToArray())];
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
