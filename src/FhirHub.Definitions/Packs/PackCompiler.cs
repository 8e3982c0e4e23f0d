using System.Diagnostics;

namespace FhirHub.Definitions.Packs;

/// <summary>
/// Compiles every pack of <c>profiles</c> into <c>artifacts/packs</c>: <c>&lt;pack&gt;/package</c> as a folder and <c>&lt;pack&gt;.tgz</c>.
/// A pack whose inputs did not change since is left alone.
/// </summary>
internal sealed class PackCompiler(string profiles, string artifacts, NpmRestore restore)
{
    private string Packs => Path.Combine(artifacts, "packs");

    public async Task RunAsync()
    {
        var r4 = await restore.RunAsync();
        Directory.CreateDirectory(Packs);
        await using var only = await BuildLock.TakeAsync(Path.Combine(Packs, ".lock"));
        var cache = new PackageCache(Path.Combine(artifacts, "fhir-home"));
        var sushi = new Sushi(restore.NodeModules, cache);
        var packs = PackSource.All(profiles);
        await new Policies(restore.NodeModules, Path.Combine(profiles, "policy.schema.json")).CheckAsync(packs);
        RemoveOthers(packs);
        // Another compiler, or another version of a list, makes other packages.
        string[] tool = [PackTool.Fingerprint, File.ReadAllText(Path.Combine(profiles, "package-lock.json"))];
        var fingerprints = new Dictionary<string, string>();
        foreach (var pack in packs)
        {
            var needs = pack.Dependencies.Select(d => $"{d.Key}#{d.Value} {fingerprints.GetValueOrDefault(d.Key)}").Order(StringComparer.Ordinal);
            var fingerprint = pack.Fingerprint([.. tool, .. needs]);
            fingerprints[pack.Id] = fingerprint;
            var isCurrent = IsCurrent(pack, fingerprint);
            if (!isCurrent)
            {
                cache.AddCore(r4);
                await CompileAsync(pack, sushi, fingerprint);
            }
            if (!isCurrent || !cache.Has(pack))
                cache.Add(pack, PackageOf(pack));
        }
    }

    private async Task CompileAsync(PackSource pack, Sushi sushi, string fingerprint)
    {
        var clock = Stopwatch.StartNew();
        File.Delete(StampOf(pack));
        var work = Path.Combine(Packs, ".work", pack.Name);
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        var result = await sushi.CompileAsync(pack, work);
        var content = new PackageContent(pack, result.Folder, new DivisionList(restore.NodeModules));
        var counts = content.Write(PackageOf(pack));
        PackageArchive.Write(PackageOf(pack), Path.Combine(Packs, pack.Name + ".tgz"));
        Directory.Delete(work, recursive: true);
        foreach (var warning in result.Warnings)
            Console.WriteLine($"FHIR pack {pack.Name} : warning FHD002: {warning}");
        Console.WriteLine($"FHIR pack {pack.Name}: {counts} ({result.Warnings.Count} warnings) in {clock.Elapsed.TotalSeconds:0.0} s");
        await File.WriteAllTextAsync(StampOf(pack), fingerprint);
    }

    /// <summary>A pack whose folder is gone would else be loaded for ever.</summary>
    private void RemoveOthers(IReadOnlyList<PackSource> packs)
    {
        var names = packs.Select(p => p.Name).ToHashSet();
        foreach (var stamp in Directory.EnumerateFiles(Packs, "*.inputs").Where(s => !names.Contains(Path.GetFileNameWithoutExtension(s))))
        {
            var name = Path.GetFileNameWithoutExtension(stamp);
            File.Delete(stamp);
            File.Delete(Path.Combine(Packs, name + ".tgz"));
            Directory.Delete(Path.Combine(Packs, name), recursive: true);
            Console.WriteLine($"FHIR pack {name}: removed, its folder is gone");
        }
    }

    private bool IsCurrent(PackSource pack, string fingerprint) =>
        File.Exists(StampOf(pack)) && File.ReadAllText(StampOf(pack)) == fingerprint
        && File.Exists(Path.Combine(PackageOf(pack), "package.json")) && File.Exists(Path.Combine(Packs, pack.Name + ".tgz"));

    private string PackageOf(PackSource pack) => Path.Combine(Packs, pack.Name, "package");

    private string StampOf(PackSource pack) => Path.Combine(Packs, pack.Name + ".inputs");
}
