using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Validation.Instances;

/// <summary>An element that is present, with its items: one, unless it repeats.</summary>
internal sealed class InstanceMember(ElementSchema element)
{
    private Dictionary<string, InstanceNode>? _byId;

    public ElementSchema Element { get; } = element;

    /// <summary>Never empty once the document is read.</summary>
    public List<InstanceNode> Items { get; } = new(1);

    /// <summary>The first of its items with an id, of the document once it is read; null for none.</summary>
    public InstanceNode? WithId(string id)
    {
        if (_byId is null)
        {
            var byId = new Dictionary<string, InstanceNode>(StringComparer.Ordinal);
            foreach (var item in Items)
                if (item.Child("id")?.Text is { } own)
                    byId.TryAdd(own, item);
            _byId = byId;
        }
        return _byId.GetValueOrDefault(id);
    }
}
