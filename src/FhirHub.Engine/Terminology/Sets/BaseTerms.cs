using System.Collections.Concurrent;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>The value sets of R4 that list codes of systems without a CodeSystem, such as countries.</summary>
internal sealed class BaseTerms : ITermSource
{
    private readonly ConcurrentDictionary<string, LocalValueSet?> _sets = new(StringComparer.Ordinal);

    private BaseTerms()
    {
    }

    public static BaseTerms Instance { get; } = new();

    public LocalCodeSystem? System(string url) => null;

    public LocalValueSet? Set(string canonical) =>
        _sets.GetOrAdd(canonical, c => FhirDefinitions.Find(Catalog.TermTypes.ValueSet, c) is { } entry ? LocalValueSet.Read(FhirDefinitions.Read(entry)) : null);
}
