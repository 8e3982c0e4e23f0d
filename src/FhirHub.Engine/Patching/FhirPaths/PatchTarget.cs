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

    // A union of 8,000 identifiers, 135 KB, with themselves takes the engine half a minute: with this it ends at about 32 KB.
    private const int QuadraticUnit = 4;

    private readonly PatchLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private readonly PatchElement _root;
    private PocoNode? _model;
    private long _modelSize;
    private long _searched;

    public PatchTarget(JsonObject resource, PatchLimits limits, CancellationToken cancellationToken)
    {
        _limits = limits;
        _cancellationToken = cancellationToken;
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
        Charge(path.IsQuadratic ? _modelSize * _modelSize / QuadraticUnit : 0);
        var budget = new PathBudget(_cancellationToken);
        try
        {
            return [.. path.Evaluate(model, budget).Take(atMost).Select(Locate)];
        }
        catch (Exception e) when (e is not (PatchPathException or OutOfMemoryException))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            // The engine reports faults of a path with whatever its functions throw, and rewraps what is thrown inside them.
            throw budget.IsSpent ? PathBudget.Spent() : new PatchPathException("patch-path-failed", "the path cannot be evaluated: " + e.Message, e);
        }
    }

    /// <summary>The JSON of a value for an element, fresh nodes without a parent, and the name of its member.</summary>
    /// <param name="around">Objects and arrays of the resource around the place it is for.</param>
    /// <exception cref="PatchPathException">The value does not have the form the element needs, or would nest too deep there.</exception>
    public (string Member, JsonNode? Value, JsonNode? Sibling) Build(ElementSchema element, PatchValue value, int around)
    {
        var built = ValueBuilder.Build(element, value);
        // Of what is inserted only: measuring the resource after each operation takes as long as reading it.
        if (around + Math.Max(JsonValues.Depth(built.Value), JsonValues.Depth(built.Sibling)) > _limits.MaxDepth)
            throw new PatchPathException("patch-too-deep", $"objects and arrays would be nested deeper than {_limits.MaxDepth} levels.");
        return built;
    }

    private PatchElement Locate(PocoNode node) =>
        PathStep.To(node, _model!) is { } steps && Follow(steps, mayNameType: false).FirstOrDefault() is { } element
            ? element
            : throw new PatchPathException("patch-path-not-element", "the path yields a value that is no element of the resource.");

    // Only the first name of a path may be that of the type, and then it stays where it is.
    private IEnumerable<PatchElement> Follow(IReadOnlyList<PathStep> steps, bool mayNameType)
    {
        IEnumerable<PatchElement> found = new[] { _root };
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (step.Name is not { } name)
                found = found.Skip(step.Index).Take(step.Index < 0 ? 0 : 1);
            else if (i == 0 && mayNameType && _root.Type.Is(name))
                continue;
            else if (found is PatchElement[] and [var parent] && IndexAfter(parent, steps, ref i) is { } index)
                found = parent.Child(name, index) is { } child ? new[] { child } : [];
            else
                found = found.SelectMany(element => element.Children(name));
        }

        return found;
    }

    // The one child that a name and what follows it leave of an element; then its neighbours need not be passed one by one.
    private static int? IndexAfter(PatchElement parent, IReadOnlyList<PathStep> steps, ref int at)
    {
        if (at + 1 < steps.Count && steps[at + 1].Name is null)
            return steps[++at].Index;
        return parent.Type.FindElement(steps[at].Name!) is { IsArray: false } ? 0 : null;
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
