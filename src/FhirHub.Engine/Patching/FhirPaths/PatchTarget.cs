using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>
/// A resource as a patch sees it. Plain paths are followed in the JSON itself. For others there is, while nothing changes, a model
/// beside it that the FHIRPath engine can search: it only finds places, so its loss of number literals does no harm.
/// </summary>
internal sealed class PatchTarget
{
    private static readonly DeserializerSettings Lenient = new DeserializerSettings().UsingMode(DeserializationMode.Ostrich, null);

    // About the least that two items to be compared take as JSON.
    private const int QuadraticUnit = 64;

    private readonly PatchLimits _limits;
    private readonly PatchElement _root;
    private PocoNode? _model;
    private long _modelSize;
    private long _searched;

    public PatchTarget(JsonObject resource, PatchLimits limits)
    {
        _limits = limits;
        _root = new PatchElement(TypeOf(resource), null, resource);
    }

    /// <summary>To be called after every change.</summary>
    public void Changed() => _model = null;

    /// <summary>The elements a path selects.</summary>
    /// <param name="atMost">Stop after so many.</param>
    /// <exception cref="PatchPathException">The path fails on this resource, or selects what is no element of it.</exception>
    public List<PatchElement> Select(PatchPath path, int atMost)
    {
        if (path.Steps is { } steps)
            return [.. Follow(steps, mayNameType: true).Take(atMost)];
        var model = _model ??= Model();
        Charge(path.IsQuadratic ? _modelSize / QuadraticUnit * _modelSize : 0);
        var budget = new PathBudget();
        try
        {
            return [.. path.Evaluate(model, budget).Take(atMost).Select(Locate)];
        }
        catch (Exception e) when (e is not (PatchPathException or OutOfMemoryException))
        {
            // The engine reports faults of a path with whatever its functions throw, and rewraps what is thrown inside them.
            throw budget.IsSpent ? PathBudget.Spent() : new PatchPathException("patch-path-failed", "the path cannot be evaluated: " + e.Message, e);
        }
    }

    private PatchElement Locate(PocoNode node) =>
        PathStep.To(node, _model!) is { } steps && Follow(steps, mayNameType: false).FirstOrDefault() is { } element
            ? element
            : throw new PatchPathException("patch-path-not-element", "the path yields a value that is no element of the resource.");

    // Only the first name of a path may be that of the type, and then it stays where it is.
    private IEnumerable<PatchElement> Follow(IReadOnlyList<PathStep> steps, bool mayNameType)
    {
        IEnumerable<PatchElement> found = [_root];
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (step.Name is not { } name)
                found = found.Skip(step.Index).Take(step.Index < 0 ? 0 : 1);
            else if (i > 0 || !mayNameType || !_root.Type.Is(name))
                found = found.SelectMany(element => element.Children(name));
        }

        return found;
    }

    private PocoNode Model()
    {
        var json = PatchJson.Write(_root.Root);
        _modelSize = json.Length;
        Charge(_modelSize);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ReadLimits.Deepest });
        new FhirJsonDeserializer(Lenient).TryDeserializeResource(ref reader, out var model, out _);
        return new PocoNode(model ?? throw new InvalidOperationException("The model of a stored resource cannot be read."), null, null, null);
    }

    private void Charge(long bytes)
    {
        _searched += bytes;
        if (_searched > _limits.MaxSearchedBytes)
        {
            throw new PatchPathException(
                "patch-path-too-costly",
                $"the paths of this patch search more than {_limits.MaxSearchedBytes} bytes; use paths of names and indexes.");
        }
    }

    private static TypeSchema TypeOf(JsonObject resource) =>
        PatchElement.ResourceType(resource) ?? throw new PatchPathException("patch-type-changed", "the resource has no type of R4.");
}
