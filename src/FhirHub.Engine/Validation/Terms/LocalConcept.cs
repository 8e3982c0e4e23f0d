namespace FhirHub.Engine.Validation.Terms;

/// <summary>A concept of a code system.</summary>
internal sealed class LocalConcept(string code)
{
    public string Code { get; } = code;

    /// <summary>The preferred display first, then designations.</summary>
    public List<string> Displays { get; } = [];

    /// <summary>Whether it is not to be used any more.</summary>
    public bool IsInactive => Properties.Exists(p => p is ("inactive", "true") or ("status", "retired" or "inactive"));

    public List<string> Parents { get; } = [];

    /// <summary>Values of properties as text.</summary>
    public List<(string Property, string Value)> Properties { get; } = [];
}
