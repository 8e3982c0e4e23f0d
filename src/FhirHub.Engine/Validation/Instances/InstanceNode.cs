using System.Globalization;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Validation.Instances;

/// <summary>An element of an instance: where it stands, its type, its value as it was written, and its elements.</summary>
internal sealed class InstanceNode
{
    private List<InstanceMember>? _members;
    private string? _text;

    /// <summary>Null for the root of a document.</summary>
    public InstanceNode? Parent { get; init; }

    /// <summary>Null for the root of a document.</summary>
    public ElementSchema? Element { get; init; }

    /// <summary>The type it has, of a choice the one chosen, of a resource slot that of the resource.</summary>
    public required TypeSchema Type { get; init; }

    public required ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>Place in the list; -1 for an element that does not repeat.</summary>
    public int Index { get; init; } = -1;

    /// <summary>Where its first token stands in <see cref="Source"/>.</summary>
    public int Offset { get; set; }

    /// <summary>Its literal in <see cref="Source"/>, quotes excluded.</summary>
    public Range Literal { get; set; }

    /// <summary>Token of its value; <see cref="JsonTokenType.None"/> when it has none.</summary>
    public JsonTokenType Token { get; set; }

    public bool IsEscaped { get; set; }

    public bool HasValue => Token != JsonTokenType.None;

    /// <summary>Without <c>[x]</c>; the type for a root.</summary>
    public string Name => Element?.Name ?? Type.Name;

    public IReadOnlyList<InstanceMember> Members => _members ?? (IReadOnlyList<InstanceMember>)[];

    public bool HasMembers => _members is not null;

    /// <summary>Its value as text without escapes; null when it has none.</summary>
    public string? Text => HasValue ? _text ??= ReadText() : null;

    /// <summary>The value's bytes as they stand, escapes included.</summary>
    public ReadOnlySpan<byte> Utf8 => Source.Span[Literal];

    public bool IsResource => Type.IsResource;

    /// <summary>The items of an element, by name without <c>[x]</c>; none when it is absent.</summary>
    public IReadOnlyList<InstanceNode> Children(string name) => Find(name)?.Items ?? [];

    /// <summary>The first item of an element; null when it is absent.</summary>
    public InstanceNode? Child(string name) => Find(name)?.Items[0];

    public InstanceMember? Find(string name)
    {
        if (_members is not null)
            foreach (var member in _members)
                if (member.Element.Name == name)
                    return member;
        return null;
    }

    internal InstanceMember MemberOf(ElementSchema element)
    {
        if (Find(element.Name) is { } known)
            return known;
        var added = new InstanceMember(element);
        (_members ??= []).Add(added);
        return added;
    }

    /// <summary>The resource it belongs to: itself when it is one.</summary>
    public InstanceNode Resource
    {
        get
        {
            var node = this;
            while (!node.IsResource && node.Parent is not null)
                node = node.Parent;
            return node;
        }
    }

    /// <summary>What FHIRPath calls %rootResource: the resource that contains it, or the resource itself.</summary>
    public InstanceNode RootResource
    {
        get
        {
            var resource = Resource;
            return resource.Element?.Name == "contained" ? resource.Parent!.Resource : resource;
        }
    }

    /// <summary>The outermost resource: the Bundle for what a Bundle holds.</summary>
    public InstanceNode Document
    {
        get
        {
            var node = this;
            while (node.Parent is not null)
                node = node.Parent;
            return node;
        }
    }

    /// <summary>FHIRPath with indices, for example <c>Patient.name[0].given[1]</c>.</summary>
    public string Path()
    {
        var path = new StringBuilder();
        AppendPath(path);
        return path.ToString();
    }

    private void AppendPath(StringBuilder path)
    {
        if (Parent is null)
        {
            path.Append(Type.Name);
            return;
        }
        Parent.AppendPath(path);
        path.Append('.').Append(Name);
        if (Index >= 0)
            path.Append(CultureInfo.InvariantCulture, $"[{Index}]");
    }

    private string ReadText()
    {
        if (!IsEscaped)
            return Encoding.UTF8.GetString(Utf8);
        var unescaped = new byte[Utf8.Length];
        return JsonText.TryUnescape(Utf8, unescaped, out var written) ? Encoding.UTF8.GetString(unescaped, 0, written) : Encoding.UTF8.GetString(Utf8);
    }
}
