namespace FhirHub.Engine.Indexing.Paths;

/// <summary>A path that cannot be merged into a tree.</summary>
internal sealed class PathRefusedException : Exception
{
    private PathRefusedException(string message, bool isWrong)
        : base(message) => IsWrong = isWrong;

    /// <summary>Whether the path names what does not exist; otherwise it may be a path for the complete FHIRPath.</summary>
    public bool IsWrong { get; }

    public static PathRefusedException NotSimple() => new("the path is not simple", false);

    public static PathRefusedException Unknown(string element, string type) => new($"{type} has no element {element}", true);
}
