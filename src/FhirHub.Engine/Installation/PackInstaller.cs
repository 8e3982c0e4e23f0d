using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;

namespace FhirHub.Engine.Installation;

/// <summary>
/// Writes the definitions of a pack into the database, as ordinary resources under their own ids: they have versions, can be searched, and count as
/// soon as they are there. What is there already and the same is left alone, so that installing again costs nothing.
/// </summary>
public sealed class PackInstaller(TransactionRunner transactions, InstalledPacks packs, TimeProvider time)
{
    private static readonly ReadLimits Limits = new() { MaxDepth = 256 };

    /// <summary>Installs packs one after the other.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="resolved">Each after those it depends on, see <see cref="PackResolver"/>.</param>
    /// <returns>Of each what was done.</returns>
    /// <exception cref="PackException">One of them cannot be installed, with every fault; those before it are.</exception>
    /// <exception cref="FhirException">Transient: the database does not answer.</exception>
    public async Task<IReadOnlyList<PackInstallation>> InstallAsync(Caller caller, IEnumerable<Pack> resolved, CancellationToken cancellationToken)
    {
        await packs.RefreshAsync(cancellationToken);
        var done = new List<PackInstallation>();
        foreach (var pack in resolved)
            done.Add(await InstallAsync(caller, pack, cancellationToken));
        return done;
    }

    private async Task<PackInstallation> InstallAsync(Caller caller, Pack pack, CancellationToken cancellationToken)
    {
        var before = packs.Find(pack.Name);
        if (before?.Fingerprint == pack.Fingerprint)
            return new PackInstallation(pack.Manifest, Written: 0, Removed: 0, IsNew: false);
        RefuseStrangers(pack);
        var definitions = Parse(pack);
        try
        {
            int written = 0;
            foreach (var part in PackPart.Of(definitions))
                written += await WriteAsync(caller, pack, [.. part.Select((d, i) => PackWrite.Of(d, OwnersOf(pack)) with { Index = i })], cancellationToken);
            string[] gone = [.. (before?.Resources ?? []).Select(r => r.Key).Except(pack.Definitions.Select(d => d.Key)).Except(OthersKeys(pack))];
            int removed = gone.Length == 0 ? 0 : await WriteAsync(caller, pack, [.. gone.Select((key, i) => PackWrite.Removal(key) with { Index = i })], cancellationToken);
            await packs.SaveAsync(Installed(pack), PackExamples.Of(pack), cancellationToken);
            return new PackInstallation(pack.Manifest, written, removed, IsNew: true);
        }
        catch (FhirException e) when (e.Kind is FaultKind.Unprocessable or FaultKind.Conflict or FaultKind.Invalid)
        {
            throw new PackException(pack.Source, [.. e.Issues.Select(i => i.Expression is null ? i.Diagnostics : $"{i.Expression}: {i.Diagnostics}")]);
        }
    }

    /// <summary>How many resources it changed.</summary>
    private Task<int> WriteAsync(Caller caller, Pack pack, IReadOnlyList<TransactionWrite> writes, CancellationToken cancellationToken) =>
        CountAsync(transactions.RunAsync(
            caller,
            writes,
            Limits,
            // Nodes that start together take turns, so that the second finds what the first has written.
            new TransactionSteps<Counted>((done, _) => Task.FromResult(new Counted(done.Results.Count(r => r.Write.Changed)))) { Turn = "pack:" + pack.Name },
            cancellationToken));

    private static async Task<int> CountAsync(Task<Counted> work) => (await work).Value;

    /// <summary>An id that is another definition's, of another pack: the later one would take the place of the first.</summary>
    private void RefuseStrangers(Pack pack)
    {
        var owners = packs.Current.Where(p => p.Name != pack.Name).SelectMany(p => p.Resources.Select(r => (Pack: p, Resource: r))).ToLookup(r => r.Resource.Key);
        string[] faults =
        [
            .. from definition in pack.Definitions
               from other in owners[definition.Key]
               where other.Resource.Url != definition.Url
               select $"{definition.Path} is {definition.Key} ({definition.Url}), which the installed pack {other.Pack.Name} has too ({other.Resource.Url}).",
        ];
        if (faults.Length > 0)
            throw new PackException(pack.Source, faults);
    }

    private static List<(PackFile File, ParsedResource Resource)> Parse(Pack pack)
    {
        var parsed = new List<(PackFile, ParsedResource)>();
        var faults = new List<string>();
        foreach (var file in pack.Definitions)
        {
            var read = FhirJsonReader.Read(file.Json, Limits);
            if (read.Resource is { } resource)
                parsed.Add((file, resource));
            else
                faults.AddRange(read.Issues.Select(i => $"{file.Path}, line {i.Line}: {i.Diagnostics}"));
        }

        return faults.Count == 0 ? parsed : throw new PackException(pack.Source, faults);
    }

    private Func<string, bool> OwnersOf(Pack pack)
    {
        var own = (packs.Find(pack.Name)?.Resources ?? []).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        return own.Contains;
    }

    private IEnumerable<string> OthersKeys(Pack pack) => packs.Current.Where(p => p.Name != pack.Name).SelectMany(p => p.Resources).Select(r => r.Key);

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

    private sealed record Counted(int Value);
}
