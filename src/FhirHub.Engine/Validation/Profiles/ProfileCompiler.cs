using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Invariants;

namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Compiles a StructureDefinition that has a snapshot, https://hl7.org/fhir/R4/structuredefinition.html.</summary>
internal sealed class ProfileCompiler
{
    private readonly TypeSchema _type;
    private readonly List<string> _gaps = [];
    private readonly List<ElementRule> _open = [];
    private readonly List<ElementRule> _all = [];
    private readonly Dictionary<string, ElementRule> _byPath = new(StringComparer.Ordinal);

    private ProfileCompiler(TypeSchema type) => _type = type;

    /// <exception cref="FormatException">It is none, has no snapshot, or one that makes no sense; the message is a clause.</exception>
    public static CompiledProfile Compile(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8Json, new JsonDocumentOptions { MaxDepth = Structure.ReadLimits.Deepest });
            return Compile(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("it is no StructureDefinition as FHIR R4 has them", e);
        }
    }

    private static CompiledProfile Compile(JsonElement definition)
    {
        var typeName = definition.Text("type") ?? throw new FormatException("it does not say which type it is for");
        var type = FhirSchema.R4.FindType(typeName) ?? throw new FormatException($"R4 has no type {typeName}");
        var snapshot = definition.Member("snapshot") ?? throw new FormatException("it has no snapshot");
        var compiler = new ProfileCompiler(type);
        var root = compiler.Read(snapshot);
        var url = definition.Text("url") ?? throw new FormatException("it has no url");
        var version = definition.Text("version");
        return new CompiledProfile
        {
            Canonical = version is null ? url : $"{url}|{version}",
            Url = url,
            Type = type,
            IsConstraint = definition.Text("derivation") == "constraint",
            BaseUrl = definition.Text("baseDefinition"),
            Root = root,
            Contexts = [.. definition.List("context").Select(c => new ExtensionContext(c.Text("type") ?? "element", c.Text("expression") ?? ""))],
            ContextInvariants =
            [
                .. definition.Texts("contextInvariant").Select(e => new Invariant("extension-context-invariant", e) { IsError = true, Human = $"{url}: {e}" }),
            ],
            IsModifier = snapshot.List("element").FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.Flag("isModifier"),
            Gaps = compiler._gaps,
        };
    }

    private ElementRule Read(JsonElement snapshot)
    {
        foreach (var element in snapshot.List("element"))
            Add(element);
        if (_open.Count == 0)
            throw new FormatException("its snapshot is empty");
        foreach (var rule in _all)
            Connect(rule);
        return _open[0];
    }

    private void Add(JsonElement element)
    {
        var path = element.Text("path") ?? throw new FormatException("an element of its snapshot has no path");
        var depth = path.Count('.');
        if (depth > DefinitionBounds.MaxPathDepth)
            throw new FormatException($"the element {path[..60]}… of its snapshot lies too deep");
        if (depth > _open.Count || (depth == 0 && _open.Count > 0))
            throw new FormatException($"the element {path} of its snapshot stands in the wrong place");
        _open.RemoveRange(depth, _open.Count - depth);
        var parent = depth == 0 ? null : _open[depth - 1];
        var name = NameOf(path, parent);
        var sliced = parent is null ? null : SlicedBy(parent, name, element.Text("sliceName"), path);
        var rule = ElementRuleReader.Read(element, path, name, sliced, _gaps);
        if (sliced is not null)
            sliced.Slices.Add(rule);
        else
            parent?.Children.Add(rule);
        _open.Add(rule);
        _all.Add(rule);
        _byPath.TryAdd(path, rule);
    }

    // A choice may go by the name of one of its types.
    private string NameOf(string path, ElementRule? parent)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        if (name.EndsWith("[x]", StringComparison.Ordinal))
            return name[..^3];
        if (parent is null)
            return name;
        var owner = FhirSchema.R4.FindType(parent.Path) ?? (parent.Path == _type.Name ? _type : null);
        return owner?.FindElement(name) is null && owner?.FindProperty(name) is { Element.IsChoice: true } choice ? choice.Element.Name : name;
    }

    private static ElementRule? SlicedBy(ElementRule parent, string name, string? sliceName, string path)
    {
        var whole = parent.Children.Find(c => c.Name == name);
        if (whole is null || (sliceName is null && whole.Path == path))
            return null;
        if (sliceName.AsSpan().Count('/') > DefinitionBounds.MaxSliceDepth)
            throw new FormatException($"slices of {path} are sliced again too often");
        // "a/b" is the slice b of the slice a, however deep.
        for (var end = sliceName?.LastIndexOf('/') ?? -1; end > 0; end = sliceName!.LastIndexOf('/', end - 1))
            if (Find(whole.Slices, sliceName![..end]) is { } slice)
                return slice;
        return whole;
    }

    private static ElementRule? Find(List<ElementRule> slices, string name)
    {
        foreach (var slice in slices)
        {
            if (slice.SliceName == name)
                return slice;
            if (Find(slice.Slices, name) is { } within)
                return within;
        }
        return null;
    }

    private void Connect(ElementRule rule)
    {
        if (rule.ContentReference is not { } path)
            return;
        // Only an element with content of its own can lend it: references in a circle would never end.
        if (_byPath.TryGetValue(path, out var same) && same.Children.Count > 0)
            rule.SameAs = same;
        else
            _gaps.Add($"{rule.Path}: the content of {path}, which it refers to");
    }
}
