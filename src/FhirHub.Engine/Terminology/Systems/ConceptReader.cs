using System.Text.Json;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Terminology.Systems;

/// <summary>
/// Reads the concepts of a CodeSystem with their hierarchy, https://hl7.org/fhir/R4/codesystem.html#hierachy: concepts within concepts, and the
/// properties <c>parent</c>, <c>subsumedBy</c> and <c>child</c>.
/// </summary>
internal sealed class ConceptReader
{
    private static readonly string[] RetiredStatus = ["retired", "inactive"];

    private readonly CodeSystemHead _head;
    private readonly List<Concept> _concepts = [];
    private readonly HashSet<string> _codes;
    private readonly Dictionary<string, List<string>> _parents;
    private readonly string _inactive;
    private readonly string _notSelectable;
    private readonly string _status;

    private ConceptReader(CodeSystemHead head)
    {
        _head = head;
        _codes = new HashSet<string>(head.Comparer);
        _parents = new Dictionary<string, List<string>>(head.Comparer);
        _inactive = head.Meaning("inactive");
        _notSelectable = head.Meaning("notSelectable");
        _status = head.Meaning("status");
    }

    /// <summary>In the order of the resource; of concepts with the same code, the first.</summary>
    /// <exception cref="HierarchyTooLargeException">Its concepts have too many ancestors in all.</exception>
    public static List<Concept> Read(JsonElement system, CodeSystemHead head)
    {
        var reader = new ConceptReader(head);
        reader.Add(system, null);
        return reader.Related();
    }

    private void Add(JsonElement around, string? parent)
    {
        foreach (var element in around.List("concept"))
        {
            if (element.Text("code") is not { } code)
                continue;
            if (parent is not null)
                Relate(code, parent);
            if (_codes.Add(code))
                _concepts.Add(Read(element, code));
            Add(element, code);
        }
    }

    private Concept Read(JsonElement element, string code)
    {
        ConceptProperty[] properties = [.. element.List("property").Select(ReadProperty).OfType<ConceptProperty>()];
        foreach (var property in properties)
        {
            if (property.Code is "parent" or "subsumedBy")
                Relate(code, property.Value);
            else if (property.Code == "child")
                Relate(property.Value, code);
        }

        return new Concept
        {
            Code = code,
            Display = element.Text("display"),
            Definition = element.Text("definition"),
            Designations = ReadDesignations(element),
            Properties = properties,
            Order = _concepts.Count,
            IsInactive = properties.Any(p => (p.Code == _inactive && p.Value == "true") || (p.Code == _status && RetiredStatus.Contains(p.Value))),
            IsAbstract = properties.Any(p => p.Code == _notSelectable && p.Value == "true"),
        };
    }

    public static IReadOnlyList<Designation> ReadDesignations(JsonElement element) =>
    [
        .. element.List("designation").Where(d => d.Text("value") is not null)
            .Select(d => new Designation(d.Text("language"), d.Member("use") is { } use ? ReadCoding(use) : null, d.Text("value")!)),
    ];

    public static Coded ReadCoding(JsonElement coding) => new(coding.Text("system"), coding.Text("version"), coding.Text("code"), coding.Text("display"));

    private static ConceptProperty? ReadProperty(JsonElement property)
    {
        if (property.Text("code") is not { } code)
            return null;
        foreach (var member in property.EnumerateObject())
        {
            if (!member.Name.StartsWith("value", StringComparison.Ordinal))
                continue;
            string type = member.Name == "valueCoding" ? "Coding" : char.ToLowerInvariant(member.Name[5]) + member.Name[6..];
            return member.Value.ValueKind switch
            {
                JsonValueKind.String => new ConceptProperty(code, type, member.Value.GetString()!),
                JsonValueKind.Object => new ConceptProperty(code, type, member.Value.Text("code") ?? "", ReadCoding(member.Value)),
                _ => new ConceptProperty(code, type, member.Value.GetRawText()),
            };
        }

        return null;
    }

    private void Relate(string code, string parent)
    {
        if (!_parents.TryGetValue(code, out var parents))
            _parents[code] = parents = [];
        if (!parents.Contains(parent, _head.Comparer))
            parents.Add(parent);
    }

    private List<Concept> Related()
    {
        var ancestry = new Ancestry(_parents, _head.Comparer, _concepts.Count);
        return _concepts.ConvertAll(c => _parents.TryGetValue(c.Code, out var parents)
            ? c with { Parents = parents, Ancestors = _head.Subsumes ? ancestry.Of(c.Code) : [] }
            : c);
    }
}
