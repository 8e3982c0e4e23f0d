using FhirHub.Engine.Packs;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Cli.Checking;

/// <summary>R4 and some packs, to validate against.</summary>
internal sealed class KnownDefinitions
{
    private KnownDefinitions(IReadOnlyList<Pack> packs, MemoryDefinitions source)
    {
        Packs = packs;
        Source = source;
    }

    public IReadOnlyList<Pack> Packs { get; }

    public MemoryDefinitions Source { get; }

    /// <exception cref="PackException">One cannot be used.</exception>
    public static KnownDefinitions Of(IReadOnlyCollection<string> paths, IReadOnlyCollection<string> without)
    {
        var packs = paths.Count == 0 ? [] : new PackResolver([], without).Resolve(paths);
        var source = new MemoryDefinitions(BaseDefinitions.Instance);
        foreach (var file in packs.SelectMany(p => p.Definitions).Where(f => DefinitionCatalog.IsDefinition(f.Type)))
        {
            try
            {
                source.Add(file.Json);
            }
            catch (FormatException e)
            {
                throw new PackException(file.Path, e.Message);
            }
        }

        return new KnownDefinitions(packs, source);
    }

    public Validator Validator(IReferences references) => new(Source, new LocalTerminology(Source), references);
}
