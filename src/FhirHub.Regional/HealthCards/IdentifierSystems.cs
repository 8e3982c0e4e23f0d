using System.Collections.Concurrent;
using System.Text.Json;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Validation;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards;

/// <summary>The names that numbering systems go by, as the installed NamingSystems list them: https://hl7.org/fhir/R4/namingsystem.html. Safe for all threads.</summary>
internal sealed class IdentifierSystems(IDefinitionSource definitions)
{
    // Callers may name any system.
    private const int MaxKnown = 10_000;

    private ConcurrentDictionary<string, IReadOnlyList<string>> _names = new(StringComparer.Ordinal);
    private long _revision = long.MinValue;

    /// <summary>The preferred name of a system; the system itself where no NamingSystem says.</summary>
    public string? PreferredOf(string? system) => system is null ? null : NamesOf(system)[0];

    /// <summary>All names of a system, the preferred one first.</summary>
    public IReadOnlyList<string> NamesOf(string system)
    {
        long revision = definitions.Revision;
        if (Interlocked.Exchange(ref _revision, revision) != revision)
            _names = new(StringComparer.Ordinal);
        // What is read goes where it was looked for: not among the names of a later revision.
        var known = _names;
        if (known.TryGetValue(system, out var names))
            return names;
        names = Read(system);
        if (known.Count < MaxKnown)
            known[system] = names;
        return names;
    }

    /// <summary>Search criteria for a number under any name of its system: <c>identifier=a%7C1,b%7C1</c>.</summary>
    public string Criteria(string system, string value) =>
        SearchText.Write([new("identifier", string.Join(',', NamesOf(system).Select(name => $"{FhirHub.Engine.Indexing.SearchValue.Escape(name)}|{FhirHub.Engine.Indexing.SearchValue.Escape(value)}")))]);

    public bool AreSame(Identifier one, string system, string value) => one.Value == value && PreferredOf(one.System) == PreferredOf(system);

    private List<string> Read(string system)
    {
        if (definitions.Find("NamingSystem", system, null) is not { } json)
            return [system];
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("uniqueId", out var ids))
            return [system];
        var names = ids.EnumerateArray()
            .OrderByDescending(id => id.TryGetProperty("preferred", out var preferred) && preferred.ValueKind == JsonValueKind.True)
            .Select(UriOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? [system] : names;
    }

    private static string? UriOf(JsonElement id)
    {
        string? value = id.TryGetProperty("value", out var text) ? text.GetString() : null;
        string? type = id.TryGetProperty("type", out var code) ? code.GetString() : null;
        return type == "oid" && value is not null && !value.StartsWith("urn:", StringComparison.Ordinal) ? "urn:oid:" + value : value;
    }
}
