namespace FhirHub.Engine.Validation;

/// <summary>Is this a code of its system and, where one is given, of this value set?</summary>
/// <param name="ValueSet">Canonical, with or without version; null to ask for the code system alone.</param>
/// <param name="System">Null for a bare code, whose system the value set implies.</param>
/// <param name="Version">Of the code system; null when not said.</param>
/// <param name="Display">What the instance says the code means; null when it says nothing.</param>
public sealed record CodeQuestion(string? ValueSet, string? System, string? Version, string Code, string? Display)
{
    /// <summary>Characters of its texts.</summary>
    internal int Length => (ValueSet?.Length ?? 0) + (System?.Length ?? 0) + (Version?.Length ?? 0) + Code.Length + (Display?.Length ?? 0);
}
