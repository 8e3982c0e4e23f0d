namespace FhirHub.Engine.Validation;

/// <summary>Knows the resources that references point to outside the instance.</summary>
public interface IReferences
{
    /// <summary>What is known of each; a reference that is left out points to nothing here.</summary>
    /// <param name="references">As they stand in the instance: <c>Patient/1</c>, an absolute URL, a canonical.</param>
    ValueTask<IReadOnlyDictionary<string, ReferencedResource>> FindAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken);
}
