using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Validation;

/// <summary>The definitions of R4 itself.</summary>
public sealed class BaseDefinitions : IDefinitionSource
{
    public static BaseDefinitions Instance { get; } = new();

    private BaseDefinitions()
    {
    }

    public long Revision => 0;

    public ReadOnlyMemory<byte>? Find(string type, string url, string? version)
    {
        if (FhirDefinitions.Find(type, version is null ? url : $"{url}|{version}") is not { } entry)
            return null;
        return FhirDefinitions.Read(entry);
    }
}
