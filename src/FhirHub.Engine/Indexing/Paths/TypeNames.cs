using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>Types as expressions name them.</summary>
internal static class TypeNames
{
    /// <summary>Null for no type of R4. Its own expressions write <c>DateTime</c> where they mean <c>dateTime</c>.</summary>
    public static TypeSchema? Find(string name) =>
        name.Length == 0 ? null : FhirSchema.R4.FindType(name) ?? FhirSchema.R4.FindType(char.ToLowerInvariant(name[0]) + name[1..]);
}
