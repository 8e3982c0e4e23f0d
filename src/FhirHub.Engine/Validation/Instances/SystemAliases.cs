using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Instances;

/// <summary>
/// The names an identifier or code system goes by, as NamingSystems list them: https://hl7.org/fhir/R4/namingsystem.html. Safe for all threads.
/// </summary>
internal sealed class SystemAliases(IDefinitionSource source)
{
    // Instances can name any system.
    private const int MaxKnown = 10_000;
    private const int LongestKnown = 500;

    private readonly ConcurrentDictionary<string, FrozenSet<string>> _names = new(StringComparer.Ordinal);

    public bool AreSame(string first, string second) => first == second || NamesOf(first).Contains(second);

    /// <summary>The unique ids of a NamingSystem as URIs.</summary>
    public static IEnumerable<string> UniqueIds(JsonElement namingSystem)
    {
        foreach (var id in namingSystem.List("uniqueId"))
        {
            if (id.Text("value") is not { } value)
                continue;
            yield return id.Text("type") switch
            {
                "oid" when !value.StartsWith("urn:", StringComparison.Ordinal) => "urn:oid:" + value,
                "uuid" when !value.StartsWith("urn:", StringComparison.Ordinal) => "urn:uuid:" + value,
                _ => value,
            };
        }
    }

    private FrozenSet<string> NamesOf(string system)
    {
        if (_names.TryGetValue(system, out var known))
            return known;
        var names = Read(system);
        if (system.Length <= LongestKnown && _names.Count < MaxKnown)
            _names[system] = names;
        return names;
    }

    private FrozenSet<string> Read(string system)
    {
        if (source.Find("NamingSystem", system, null) is not { } json)
            return FrozenSet<string>.Empty;
        using var document = JsonDocument.Parse(json);
        return UniqueIds(document.RootElement).ToFrozenSet(StringComparer.Ordinal);
    }
}
