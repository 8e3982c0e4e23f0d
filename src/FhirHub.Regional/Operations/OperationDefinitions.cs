using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using CatalogEntry = FhirHub.Engine.Packs.CatalogEntry;

namespace FhirHub.Regional.Operations;

/// <summary>
/// The OperationDefinitions in force: those that came with an installed pack, whatever else is stored under their canonicals. Under a pack that
/// narrows one (its <c>base</c> is that of cn-base, https://hl7.org/fhir/R4/operationdefinition-definitions.html#OperationDefinition.base) the
/// narrower counts. One that cannot be followed stops its own operation and no other. Safe for all threads.
/// </summary>
public sealed class OperationDefinitions(DefinitionCatalog catalog, InstalledPacks packs)
{
    private State? _state;

    /// <summary>Whether an operation can be called: its definition is here.</summary>
    public bool Has(OperationSignature signature) => Current().Canonicals.Contains(signature.Definition);

    /// <summary>The definition under a policy.</summary>
    /// <exception cref="FhirException">Not supported: no pack that governs defines the operation, or as nobody can follow.</exception>
    public OperationShape Find(OperationSignature signature, Policy policy)
    {
        var state = Current();
        foreach (string package in policy.Packages)
        {
            if (state.Definitions.GetValueOrDefault((package, signature.Definition)) is { } definition)
                return definition.Shape.Value;
        }

        throw FhirException.NotSupported(
            "operation-undefined", $"${signature.Code} is defined by a pack that is not installed: no pack that governs here has the canonical {signature.Definition}.").InChinese($"定义 ${signature.Code} 的包未安装：生效的包中没有规范地址为 {signature.Definition} 的定义。");
    }

    private State Current()
    {
        var state = Volatile.Read(ref _state);
        if (state is not null && state.Revision == catalog.Revision && ReferenceEquals(state.Packs, packs.Current))
            return state;
        state = Read(catalog.Revision, packs.Current, state?.Entries ?? new Dictionary<string, PackOperation>());
        Volatile.Write(ref _state, state);
        return state;
    }

    private State Read(long revision, IReadOnlyList<InstalledPack> installed, IReadOnlyDictionary<string, PackOperation> known)
    {
        var stored = catalog.All("OperationDefinition").Where(e => !e.IsRetired).ToDictionary(e => e.Key, StringComparer.Ordinal);
        var entries = new Dictionary<string, PackOperation>(StringComparer.Ordinal);
        var definitions = new Dictionary<(string, string), PackOperation>();
        foreach (var pack in installed)
        {
            foreach (var resource in pack.Resources.Where(r => r.Type == "OperationDefinition"))
            {
                if (stored.GetValueOrDefault(resource.Key) is not { } entry || entry.Url != resource.Url)
                    continue;
                var operation = known.GetValueOrDefault(entry.Key) is { } same && ReferenceEquals(same.Entry, entry) ? same : PackOperation.Of(entry);
                entries[entry.Key] = operation;
                definitions[(pack.Name, entry.Url)] = operation;
                if (operation.Narrows is { } wide)
                    definitions[(pack.Name, wide)] = operation;
            }
        }

        return new State(revision, installed, entries, definitions, definitions.Keys.Select(k => k.Item2).ToHashSet(StringComparer.Ordinal));
    }

    private sealed record State(
        long Revision,
        IReadOnlyList<InstalledPack> Packs,
        IReadOnlyDictionary<string, PackOperation> Entries,
        IReadOnlyDictionary<(string Package, string Canonical), PackOperation> Definitions,
        IReadOnlySet<string> Canonicals);

    /// <summary>A definition of a pack; its shape is made when it is first called by.</summary>
    private sealed record PackOperation(CatalogEntry Entry, string? Narrows, Lazy<OperationShape> Shape)
    {
        public static PackOperation Of(CatalogEntry entry)
        {
            var definition = PocoJson.Read<OperationDefinition>(entry.Content() ?? default);
            return new PackOperation(entry, definition.Base, new Lazy<OperationShape>(() => OperationShape.Of(definition), LazyThreadSafetyMode.PublicationOnly));
        }
    }
}
