using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Instances;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>The SDK's model of a document, made when the first invariant needs the FHIRPath engine, and the node in it of each of ours.</summary>
internal sealed class ModelTree(InstanceNode document)
{
    private static readonly DeserializerSettings Lenient = new DeserializerSettings().UsingMode(DeserializationMode.Ostrich, null);

    private readonly Dictionary<InstanceNode, PocoNode?> _nodes = [];

    // The model makes all items of a list anew for whoever asks for one.
    private readonly Dictionary<(InstanceNode Parent, string Name), IReadOnlyList<PocoNode>> _lists = [];
    private Dictionary<Base, InstanceNode>? _instances;

    /// <summary>Null when the model leaves the element out.</summary>
    public PocoNode? Of(InstanceNode node)
    {
        if (_nodes.TryGetValue(node, out var known))
            return known;
        var found = node.Parent is null ? Root(node) : Of(node.Parent) is { } parent ? Below(parent, node) : null;
        _nodes[node] = found;
        if (found is not null)
            _instances?.TryAdd(found.Poco, node);
        return found;
    }

    /// <summary>The node of ours that an element of the model was made from; null for what an expression made itself.</summary>
    public InstanceNode? NodeOf(PocoNode model)
    {
        if (_instances is null)
        {
            _instances = new Dictionary<Base, InstanceNode>(ReferenceEqualityComparer.Instance);
            Index(document, _instances);
            // Resources outside the document, which references have led to.
            foreach (var (node, known) in _nodes)
                if (known is not null)
                    _instances.TryAdd(known.Poco, node);
        }
        return _instances.GetValueOrDefault(model.Poco);
    }

    private void Index(InstanceNode node, Dictionary<Base, InstanceNode> instances)
    {
        if (Of(node) is { } model)
            instances.TryAdd(model.Poco, node);
        foreach (var member in node.Members)
            foreach (var item in member.Items)
                Index(item, instances);
    }

    /// <summary>The document node behind an element of the model's resources, for <c>resolve()</c>.</summary>
    public PocoNode? Root() => Of(document);

    private static PocoNode? Root(InstanceNode node)
    {
        var reader = new Utf8JsonReader(node.Source.Span, ReadLimits.Stored);
        try
        {
            new FhirJsonDeserializer(Lenient).TryDeserializeResource(ref reader, out var model, out _);
            return model is null ? null : new PocoNode(model, null, null, null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A structure it cannot make sense of at all: asked again for the next invariant, it would read the whole body to fail again.
            return null;
        }
    }

    private PocoNode? Below(PocoNode parent, InstanceNode node)
    {
        if (node.Index < 0)
            return Items(parent, node.Name).FirstOrDefault();
        var place = (node.Parent!, node.Name);
        if (!_lists.TryGetValue(place, out var items))
            _lists[place] = items = [.. Items(parent, node.Name)];
        return node.Index < items.Count ? items[node.Index] : null;
    }

    private static IEnumerable<PocoNode> Items(PocoNode parent, string name) => parent.Child(name) switch
    {
        null => [],
        PocoNode one => [one],
        { } list => list,
    };
}
