namespace FhirHub.Engine.Patching;

/// <summary>Bounds on a patch and on what it may build, so that a short body cannot grow a resource without end.</summary>
public sealed record PatchLimits
{
    public static PatchLimits Default { get; } = new();

    /// <summary>How many bytes the body may have: it becomes a tree many times as large.</summary>
    public int MaxBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>Deepest nesting of objects and arrays in the body and in the result.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>How many bytes of JSON the <c>copy</c> operations of one patch may add.</summary>
    public long MaxCopiedBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How many operations one patch may have.</summary>
    public int MaxOperations { get; init; } = 1000;

    /// <summary>
    /// How many bytes of JSON the paths of one FHIRPath Patch may search, plain paths of names and indexes apart. A path that can compare
    /// all items with all others (a union, an equivalence, one that starts again at %resource) counts as the square of the resource in
    /// bytes, divided by 4: by default resources up to about 32 KB can be searched so. Also how many bytes the operations of one JSON
    /// Patch may move to deeper places.
    /// </summary>
    public long MaxSearchedBytes { get; init; } = 256 * 1024 * 1024;
}
