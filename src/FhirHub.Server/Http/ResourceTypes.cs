using System.Collections.Frozen;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;

namespace FhirHub.Server.Http;

/// <summary>The resource types that have an endpoint: all but Parameters, which only travels with operations.</summary>
internal sealed class ResourceTypes(FhirSchema schema)
{
    private readonly FrozenSet<string> _names = schema.Resources.Select(r => r.Name).Where(n => n != "Parameters").ToFrozenSet();

    /// <summary>In the order of the alphabet.</summary>
    public IReadOnlyList<string> Names { get; } = [.. schema.Resources.Select(r => r.Name).Where(n => n != "Parameters").Order(StringComparer.Ordinal)];

    /// <exception cref="FhirException">Not found: there is no such endpoint.</exception>
    public void Require(string type)
    {
        if (_names.Contains(type))
            return;
        string? similar = Names.FirstOrDefault(n => n.Equals(type, StringComparison.OrdinalIgnoreCase))
            ?? Names.FirstOrDefault(n => type.Length > 3 && n.StartsWith(type[..^1], StringComparison.OrdinalIgnoreCase));
        throw FhirException.NotFound(
            "unknown-type",
            $"'{type}' is not a resource type of FHIR R4 with an endpoint.{(similar is null ? string.Empty : $" Did you mean {similar}?")}");
    }
}
