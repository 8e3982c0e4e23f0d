namespace FhirHub.Engine.Validation;

/// <summary>Where the validator finds StructureDefinitions, ValueSets, CodeSystems and NamingSystems. Implementations are safe for all threads.</summary>
public interface IDefinitionSource
{
    /// <summary>A definition in JSON by its canonical URL; null when there is none, or none of that version.</summary>
    /// <param name="type">Resource type, for example <c>StructureDefinition</c>.</param>
    /// <param name="url">Without version. Of a NamingSystem, any of its unique ids as a URI: <c>urn:oid:…</c>.</param>
    /// <param name="version">Null for the newest there is.</param>
    ReadOnlyMemory<byte>? Find(string type, string url, string? version);

    /// <summary>Grows with every change: what was made of definitions before is then made anew.</summary>
    long Revision { get; }
}
