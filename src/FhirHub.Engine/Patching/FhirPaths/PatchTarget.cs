using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>
/// A resource as a patch sees it: the tree of JSON that is changed, and a model beside it that the FHIRPath engine can search.
/// The model only finds places; no value ever flows from it into the JSON, so its loss of number literals does no harm.
/// </summary>
internal sealed class PatchTarget
{
    private static readonly DeserializerSettings Lenient = new DeserializerSettings().UsingMode(DeserializationMode.Ostrich, null);

    private readonly JsonObject _resource;
    private readonly PocoNode _root;

    public PatchTarget(JsonObject resource)
    {
        _resource = resource;
        _root = new PocoNode(ModelOf(resource), null, null, null);
    }

    /// <summary>The elements a path selects.</summary>
    /// <param name="atMost">Stop after so many.</param>
    /// <exception cref="PatchPathException">The path fails on this resource, or selects what is no element of it.</exception>
    public List<PatchElement> Select(PatchPath path, int atMost)
    {
        try
        {
            return [.. path.Evaluate(_root).Take(atMost).Select(ElementOf)];
        }
        catch (Exception e) when (e is not (PatchPathException or OutOfMemoryException))
        {
            // The engine reports faults of a path with whatever its functions throw.
            throw new PatchPathException("patch-path-failed", "the path cannot be evaluated: " + e.Message, e);
        }
    }

    private PatchElement ElementOf(PocoNode node)
    {
        var type = ModelInfo.ModelInspector.FindOrImportClassMapping(node.Poco.GetType()) ?? throw NotAnElement();
        if (node.Parent is null)
            return ReferenceEquals(node.Poco, _root.Poco) ? new PatchElement(type, null, _resource) : throw NotAnElement();
        var parent = ElementOf(node.Parent);
        if (parent.Type.FindMappedElementByName(node.Name) is not { } property || parent.MembersOrNull is not { } members)
            throw NotAnElement();
        var name = ElementNames.FindMember(members, property) ?? throw NotAnElement();
        return new PatchElement(type, new JsonSlot(new JsonMember(members, name), node.Index, property, parent), null);
    }

    private static PatchPathException NotAnElement() =>
        new("patch-path-not-element", "the path yields a value that is no element of the resource.");

    private static Resource ModelOf(JsonObject resource)
    {
        var reader = new Utf8JsonReader(PatchJson.Write(resource), new JsonReaderOptions { MaxDepth = 1000 });
        new FhirJsonDeserializer(Lenient).TryDeserializeResource(ref reader, out var model, out _);
        return model ?? throw new InvalidOperationException("A stored resource has no resourceType.");
    }
}
