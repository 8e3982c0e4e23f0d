using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.ContractTests.Indexing;

/// <summary>The entries of a composite, put together from what FHIRPath selects.</summary>
internal static class CompositeOracle
{
    public static IEnumerable<string> Entries(FhirPathOracle oracle, SearchParameter composite, SearchTypes types)
    {
        if (composite.Components.Any(c => types.For(c.Type) is null))
            yield break;
        foreach (var element in oracle.Nodes(composite.Expression!))
        {
            var parts = composite.Components.Select((component, i) =>
            {
                var sink = new EntrySink();
                foreach (var node in oracle.Nodes(component.Expression, element))
                    if (oracle.Value(node) is var (property, type, json))
                        types.For(component.Type)!.Index(new ElementValue(type, property?.Element, json), "", sink);
                return sink.Tokens.Where(t => CompositeEntry.IsSearched(t, i == composite.Components.Count - 1)).ToList();
            });
            IEnumerable<string> combinations = [""];
            foreach (var part in parts)
                combinations = [.. combinations.SelectMany(c => part.Select(p => c.Length == 0 ? p : $"{c}\u0001{p}"))];
            foreach (var combination in combinations)
                yield return $"{composite.Prefix}${combination}";
        }
    }
}
