using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Terms;

/// <summary>The concepts of a CodeSystem, https://hl7.org/fhir/R4/codesystem.html. Immutable; safe for all threads.</summary>
internal sealed class LocalCodeSystem
{
    private readonly Dictionary<string, LocalConcept> _concepts;

    // https://hl7.org/fhir/R4/valueset-codesystem-hierarchy-meaning.html: others are no kinds of what is above them.
    private readonly bool _subsumes;

    private LocalCodeSystem(bool isComplete, bool isCaseSensitive, bool subsumes)
    {
        _subsumes = subsumes;
        IsComplete = isComplete;
        _concepts = new Dictionary<string, LocalConcept>(isCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a code that is not here does not exist.</summary>
    public bool IsComplete { get; }

    public LocalConcept? Find(string code) => _concepts.GetValueOrDefault(code);

    public static LocalCodeSystem Read(ReadOnlyMemory<byte> utf8Json)
    {
        using var json = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
        var system = new LocalCodeSystem(json.RootElement.Text("content") == "complete", json.RootElement.Flag("caseSensitive"), json.RootElement.Text("hierarchyMeaning") is not ("grouped-by" or "part-of"));
        system.Add(json.RootElement, null);
        return system;
    }

    /// <summary>Whether a code is another, or anywhere below it.</summary>
    public bool IsBelow(string code, string ancestor)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([code]);
        while (open.TryPop(out var next))
        {
            if (next == ancestor)
                return true;
            if (_subsumes && seen.Add(next) && Find(next) is { } concept)
                foreach (var parent in concept.Parents)
                    open.Push(parent);
        }
        return false;
    }

    private void Add(JsonElement around, string? parent)
    {
        foreach (var element in around.List("concept"))
        {
            if (element.Text("code") is not { } code)
                continue;
            var concept = new LocalConcept(code);
            if (element.Text("display") is { } display)
                concept.Displays.Add(display);
            concept.Displays.AddRange(element.List("designation").Select(d => d.Text("value")).OfType<string>());
            if (parent is not null)
                concept.Parents.Add(parent);
            foreach (var property in element.List("property"))
                Add(concept, property);
            _concepts.TryAdd(code, concept);
            Add(element, code);
        }
    }

    private static void Add(LocalConcept concept, JsonElement property)
    {
        if (property.Text("code") is not { } name)
            return;
        foreach (var member in property.EnumerateObject())
        {
            if (!member.Name.StartsWith("value", StringComparison.Ordinal))
                continue;
            var value = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString()!,
                JsonValueKind.Object => member.Value.Text("code") ?? "",
                _ => member.Value.GetRawText(),
            };
            concept.Properties.Add((name, value));
            if (name is "parent" or "subsumedBy")
                concept.Parents.Add(value);
        }
    }
}
