namespace FhirHub.Engine.Validation;

/// <summary>References to a known set of resources, for command lines and tests.</summary>
public sealed class MemoryReferences(IReadOnlyDictionary<string, ReferencedResource> known) : IReferences
{
    public ValueTask<IReadOnlyDictionary<string, ReferencedResource>> FindAsync(
        IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ReferencedResource>(StringComparer.Ordinal);
        foreach (var reference in references)
            if (known.TryGetValue(reference, out var resource))
                found[reference] = resource;
        return ValueTask.FromResult<IReadOnlyDictionary<string, ReferencedResource>>(found);
    }
}
