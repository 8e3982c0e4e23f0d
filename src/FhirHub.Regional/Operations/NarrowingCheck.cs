using FhirHub.Engine.Packs;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirHub.Regional.Operations;

/// <summary>
/// Holds an OperationDefinition of a pack against the one that it names as its <c>base</c>: it may make optional parameters required, bound them, or leave them out,
/// https://hl7.org/fhir/R4/operationdefinition-definitions.html#OperationDefinition.base. What the base does not take nobody reads, and what it needs it must get.
/// </summary>
public sealed class NarrowingCheck(DefinitionCatalog catalog) : IPackCheck
{
    public IReadOnlyList<string> Faults(Pack pack, IReadOnlyList<InstalledPack> others)
    {
        var own = pack.Definitions.Where(d => d.Type == "OperationDefinition").ToList();
        return [.. own.SelectMany(d => Faults(PocoJson.Read<OperationDefinition>(d.Json), b => own.Find(o => o.Url == b.Split('|')[0])?.Json ?? Stored(b)).Select(f => $"{d.Path}: {f}"))];
    }

    public IReadOnlyList<string> Faults(InstalledPack pack, IReadOnlyList<InstalledPack> others) =>
    [
        .. from resource in pack.Resources
           where resource.Type == "OperationDefinition" && resource.Url is not null
           let json = Stored(resource.Url!)
           where json is not null
           from fault in Faults(PocoJson.Read<OperationDefinition>(json.Value), Stored)
           select $"{resource.Key}: {fault}",
    ];

    private ReadOnlyMemory<byte>? Stored(string canonical) => catalog.FindStored("OperationDefinition", canonical.Split('|')[0], null)?.Content();

    private static IEnumerable<string> Faults(OperationDefinition narrow, Func<string, ReadOnlyMemory<byte>?> find)
    {
        if (narrow.Base is not { Length: > 0 } canonical || find(canonical) is not { } json)
            return [];
        var wide = PocoJson.Read<OperationDefinition>(json);
        var faults = Faults(Inputs(narrow.Parameter), Inputs(wide.Parameter), string.Empty);
        return narrow.Code == wide.Code ? faults : faults.Append($"its code is {narrow.Code}, that of its base {wide.Code}.");
    }

    private static List<OperationDefinition.ParameterComponent> Inputs(IEnumerable<OperationDefinition.ParameterComponent> parameters) =>
        [.. parameters.Where(p => p.Use == OperationParameterUse.In)];

    private static IEnumerable<string> Faults(IReadOnlyList<OperationDefinition.ParameterComponent> narrow, IReadOnlyList<OperationDefinition.ParameterComponent> wide, string path)
    {
        foreach (var parameter in wide)
        {
            string name = path + parameter.Name;
            var same = narrow.FirstOrDefault(p => p.Name == parameter.Name);
            if (same is null && parameter.Min > 0)
                yield return $"the parameter '{name}' is missing, which its base requires.";
            foreach (string fault in same is null ? [] : Faults(same, parameter, name))
                yield return fault;
        }

        foreach (var parameter in narrow.Where(p => wide.All(w => w.Name != p.Name)))
            yield return $"the parameter '{path}{parameter.Name}' is none of its base, so nothing would read it.";
    }

    private static IEnumerable<string> Faults(OperationDefinition.ParameterComponent narrow, OperationDefinition.ParameterComponent wide, string name)
    {
        if (MostOf(narrow) is not { } most || MostOf(wide) is not { } allowed)
        {
            yield return $"the parameter '{name}' has the max '{narrow.Max}', which is no number.";
            yield break;
        }

        if ((narrow.Min ?? 0) < (wide.Min ?? 0) || most > allowed)
            yield return $"the parameter '{name}' is {narrow.Min}..{narrow.Max}, which is wider than {wide.Min}..{wide.Max} of its base.";
        if (!Fits(narrow.Type, wide.Type))
            yield return $"the parameter '{name}' is a {Literal(narrow.Type)}, in its base a {Literal(wide.Type)}.";
        if (wide.Binding is { Strength: BindingStrength.Required } && narrow.Binding is not { Strength: BindingStrength.Required })
            yield return $"the parameter '{name}' has no required binding, as in its base.";
        foreach (string fault in Faults(Inputs(narrow.Part), Inputs(wide.Part), name + "."))
            yield return fault;
    }

    /// <summary>The same type, or a resource type where the base takes any.</summary>
    private static bool Fits(FHIRAllTypes? narrow, FHIRAllTypes? wide) =>
        narrow == wide || (wide == FHIRAllTypes.Resource && narrow is { } type && ModelInfo.IsKnownResource(type.GetLiteral()));

    private static string Literal(FHIRAllTypes? type) => type?.GetLiteral() ?? "parameter with parts";

    private static int? MostOf(OperationDefinition.ParameterComponent parameter) => parameter.Max == "*"
        ? int.MaxValue
        : int.TryParse(parameter.Max, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int most) ? most : null;
}
