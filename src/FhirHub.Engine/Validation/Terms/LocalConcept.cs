namespace FhirHub.Engine.Validation.Terms;

/// <summary>A concept of a code system.</summary>
internal sealed class LocalConcept(string code)
{
    public string Code { get; } = code;

    /// <summary>The preferred display first, then designations.</summary>
    public List<string> Displays { get; } = [];

    public List<string> Parents { get; } = [];

    /// <summary>Values of properties as text.</summary>
    public List<(string Property, string Value)> Properties { get; } = [];
}
