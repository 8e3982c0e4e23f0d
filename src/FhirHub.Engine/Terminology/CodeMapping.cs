namespace FhirHub.Engine.Terminology;

/// <summary>A code elsewhere that means a concept of a list, or a kind of it.</summary>
/// <param name="Code">Of the list.</param>
/// <param name="System">Of the other code.</param>
/// <param name="Other">The other code.</param>
/// <param name="IsSame">Whether it means the concept, and not only a kind of it.</param>
public sealed record CodeMapping(string Code, string System, string Other, bool IsSame);
