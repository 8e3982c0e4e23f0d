using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Packs;

/// <summary>One pack as it is being read: its resources, and what is wrong with them.</summary>
internal sealed class PackReading(int maxFaults)
{
    /// <summary>Types that define something; all others are examples.</summary>
    private static readonly HashSet<string> Definitional = new(StringComparer.Ordinal)
    {
        "StructureDefinition", "ValueSet", "CodeSystem", "NamingSystem", "ConceptMap", "SearchParameter", "OperationDefinition", "CapabilityStatement",
        "ImplementationGuide", "CompartmentDefinition", "GraphDefinition", "Measure", "MessageDefinition", "StructureMap", "TerminologyCapabilities",
    };

    private const int MaxIdLength = 64;

    private readonly List<PackFile> _definitions = [];
    private readonly List<PackFile> _examples = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<PackFile> Definitions => _definitions;

    public IReadOnlyList<PackFile> Examples => _examples;

    public IReadOnlyList<string> Faults => _faults;

    public void Fault(string sentence)
    {
        if (_faults.Count < maxFaults)
            _faults.Add(sentence);
    }

    public string? Policy(string path, ReadOnlyMemory<byte> content)
    {
        string text = System.Text.Encoding.UTF8.GetString(content.Span);
        try
        {
            PolicyRules.Read(text);
            return text;
        }
        catch (FormatException e)
        {
            Fault($"{path} cannot be understood: {e.Message}.");
            return null;
        }
    }

    public void Take(string path, string inside, ReadOnlyMemory<byte> content)
    {
        try
        {
            if (PackText.FaultOf(content.Span) is { } fault)
            {
                Fault($"{path} cannot be understood: {fault}.");
                return;
            }

            using var json = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = ReadLimits.Deepest });
            Take(path, inside, content, json.RootElement);
        }
        catch (JsonException e)
        {
            Fault($"{path} is not JSON: {e.Message}");
        }
    }

    /// <summary>Two files of one id or canonical: which of them is meant nobody knows.</summary>
    public void RequireDistinct()
    {
        foreach (var same in _definitions.GroupBy(d => d.Key).Where(g => g.Count() > 1))
            Fault($"{string.Join(" and ", same.Select(s => s.Path))} both are {same.Key}.");
        foreach (var same in _definitions.Where(d => d.Url is not null).GroupBy(d => (d.Type, d.Url, d.Version)).Where(g => g.DistinctBy(d => d.Key).Count() > 1))
            Fault($"{string.Join(" and ", same.Select(s => s.Path))} both define {same.Key.Url}.");
    }

    private void Take(string path, string inside, ReadOnlyMemory<byte> content, JsonElement root)
    {
        if (root.Text("resourceType") is not { } type)
        {
            Fault($"{path} is no resource: it has no resourceType.");
            return;
        }

        if (FhirSchema.R4.FindResource(type) is null)
        {
            Fault($"{path} is a {type}, which R4 does not have.");
            return;
        }

        string name = System.IO.Path.GetFileNameWithoutExtension(inside);
        var file = new PackFile(path, type, IdOf(root, type, name), root.Text("url"), root.Text("version"), content);
        if (!IsId(file.Id))
            Fault($"{path} has the id '{file.Id}', which is none: 1 to 64 of the characters A-Z, a-z, 0-9, '-' and '.'.");
        bool isExample = !Definitional.Contains(type) || inside.StartsWith("example", StringComparison.OrdinalIgnoreCase);
        if (isExample)
        {
            _examples.Add(file);
            return;
        }

        if (type == "StructureDefinition" && root.Text("fhirVersion") is { } version && !PackResolver.IsR4(version))
            Fault($"{path} is for FHIR {version}; this server speaks 4.0.1.");
        if (file.Url is null && type is not "NamingSystem" and not "ImplementationGuide")
            Fault($"{path} has no url, by which others could name it.");
        _definitions.Add(file);
    }

    /// <summary>https://hl7.org/fhir/R4/datatypes.html#id</summary>
    private static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    private static string IdOf(JsonElement root, string type, string name)
    {
        if (root.Text("id") is { } id)
            return id;
        string rest = name.StartsWith(type + "-", StringComparison.Ordinal) ? name[(type.Length + 1)..] : name;
        string valid = new([.. rest.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-')]);
        return valid.Length > MaxIdLength ? valid[..MaxIdLength] : valid;
    }
}
