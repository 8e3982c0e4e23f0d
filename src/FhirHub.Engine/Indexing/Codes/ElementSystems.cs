using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Codes;

/// <summary>The code system that a <c>code</c> is implied to be of, by the value set its element is bound to. https://hl7.org/fhir/R4/search.html#token</summary>
internal static class ElementSystems
{
    private static readonly ConcurrentDictionary<CodeSet, FrozenDictionary<string, string>> Known = [];

    // Bound to all codes of a standard that no value set can list.
    private static readonly FrozenDictionary<string, string> Standards = new Dictionary<string, string>
    {
        ["Attachment.contentType"] = "urn:ietf:bcp:13",
        ["Attachment.language"] = "urn:ietf:bcp:47",
        ["CapabilityStatement.format"] = "urn:ietf:bcp:13",
        ["CapabilityStatement.patchFormat"] = "urn:ietf:bcp:13",
        ["Subscription.channel.payload"] = "urn:ietf:bcp:13",
        ["CodeSystem.concept.designation.language"] = "urn:ietf:bcp:47",
        ["Resource.language"] = "urn:ietf:bcp:47",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null when it is not known.</summary>
    /// <param name="element">Where the code stands.</param>
    /// <param name="json">The code, a JSON string.</param>
    public static string? Of(ElementSchema? element, ReadOnlySpan<byte> json)
    {
        if (element is null)
            return null;
        if (element.RequiredCodes is not { } codes)
            return Standards.GetValueOrDefault(element.Path);
        if (!JsonSlice.TryText(json, out var text))
            return null;
        var systems = Known.GetOrAdd(codes, Load).GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> code = stackalloc char[128];
        return Encoding.UTF8.TryGetChars(text, code, out var length) && systems.TryGetValue(code[..length], out var system) ? system : null;
    }

    private static FrozenDictionary<string, string> Load(CodeSet set)
    {
        var systems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (system, code) in ValueSetCodes.Enumerate(set.ValueSet))
            systems.TryAdd(code, system);
        return systems.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
