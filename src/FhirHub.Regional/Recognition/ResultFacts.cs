namespace FhirHub.Regional.Recognition;

/// <summary>A result of a report, as far as it must be comparable.</summary>
/// <param name="Methods">Every text and code of its method.</param>
/// <param name="Unit">Code of UCUM; null where it has none.</param>
/// <param name="Range">Its reference range, in the unit of its value; null where it has none, or in one that does not convert to it.</param>
internal sealed record ResultFacts(IReadOnlyList<string> Methods, string? Unit, ReferenceLimits? Range)
{
    /// <summary>A report that tells no result of the item.</summary>
    public static ResultFacts None { get; } = new([], null, null);
}
