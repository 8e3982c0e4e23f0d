using System.Collections.Concurrent;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>R4's own definitions of its datatypes and resources, compiled once for the process; no pack replaces them.</summary>
internal static class BaseTypes
{
    public const string Url = "http://hl7.org/fhir/StructureDefinition/";

    private static readonly ConcurrentDictionary<TypeSchema, CompiledProfile> Known = [];

    /// <summary>The definition of a datatype or resource, backbones and abstract slots apart.</summary>
    public static CompiledProfile Of(TypeSchema type) => Known.TryGetValue(type, out var known) ? known : Known.GetOrAdd(type, Compile(type));

    private static CompiledProfile Compile(TypeSchema type)
    {
        var definition = FhirDefinitions.Find("StructureDefinition", Url + type.Name)
            ?? throw new ArgumentException($"R4 has no definition of {type.Name}", nameof(type));
        return ProfileCompiler.Compile(FhirDefinitions.Read(definition));
    }
}
