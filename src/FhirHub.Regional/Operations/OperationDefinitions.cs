using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>
/// The OperationDefinitions in force. Under a pack that narrows one (its <c>base</c> is that of cn-base, https://hl7.org/fhir/R4/operationdefinition-definitions.html#OperationDefinition.base)
/// the narrower counts. Safe for all threads.
/// </summary>
public sealed class OperationDefinitions(DefinitionCatalog catalog, InstalledPacks packs)
{
    private State? _state;

    /// <summary>Whether an operation can be called: its definition is here.</summary>
    public bool Has(OperationSignature signature) => catalog.FindStored("OperationDefinition", signature.Definition, null) is not null;

    /// <summary>The definition under a policy.</summary>
    /// <exception cref="FhirException">Not supported: no pack that is installed defines the operation.</exception>
    public OperationShape Find(OperationSignature signature, Policy policy)
    {
        var state = Current();
        foreach (string package in policy.Packages)
        {
            if (state.Narrowed.GetValueOrDefault((package, signature.Definition)) is { } narrowed)
                return narrowed;
        }

        return state.Own.GetValueOrDefault(signature.Definition) ?? throw FhirException.NotSupported(
            "operation-undefined", $"${signature.Code} is defined by a pack that is not installed: nothing here has the canonical {signature.Definition}.").InChinese($"定义 ${signature.Code} 的包未安装：此处没有规范地址为 {signature.Definition} 的定义。");
    }

    private State Current()
    {
        var state = Volatile.Read(ref _state);
        if (state is not null && state.Revision == catalog.Revision && ReferenceEquals(state.Packs, packs.Current))
            return state;
        state = Read(catalog.Revision, packs.Current);
        Volatile.Write(ref _state, state);
        return state;
    }

    private State Read(long revision, IReadOnlyList<InstalledPack> installed)
    {
        var own = new Dictionary<string, OperationShape>(StringComparer.Ordinal);
        var narrowed = new Dictionary<(string, string), OperationShape>();
        foreach (var entry in catalog.All("OperationDefinition").Where(e => !e.IsRetired))
        {
            if (entry.Content() is not { } json)
                continue;
            var definition = PocoJson.Read<OperationDefinition>(json);
            var shape = OperationShape.Of(definition);
            own[entry.Url] = shape;
            if (definition.Base is { } narrows && installed.FirstOrDefault(p => p.Resources.Any(r => r.Key == entry.Key)) is { } pack)
                narrowed[(pack.Name, narrows)] = shape;
        }

        return new State(revision, installed, own, narrowed);
    }

    private sealed record State(
        long Revision, IReadOnlyList<InstalledPack> Packs, IReadOnlyDictionary<string, OperationShape> Own, IReadOnlyDictionary<(string Package, string Narrows), OperationShape> Narrowed);
}
