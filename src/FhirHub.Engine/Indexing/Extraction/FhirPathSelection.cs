using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Patching.FhirPaths;
using FhirHub.Engine.Structure;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>
/// An expression that is more than a simple path, evaluated by the FHIRPath engine of the SDK on a model of the resource. Ten times as slow,
/// so only for the few parameters that need it.
/// </summary>
internal sealed class FhirPathSelection
{
    private static readonly FhirPathCompiler Compiler = new(new SymbolTable(FhirPathCompiler.DefaultSymbolTable).AddFhirExtensions());
    private static readonly DeserializerSettings Lenient = new DeserializerSettings().UsingMode(DeserializationMode.Ostrich, null);

    private readonly CompiledExpression _expression;

    private FhirPathSelection(CompiledExpression expression) => _expression = expression;

    /// <exception cref="FormatException">The text is no FHIRPath.</exception>
    public static FhirPathSelection Compile(string expression)
    {
        try
        {
            return new FhirPathSelection(Compiler.Compile(expression, false));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>Evaluates several on one resource.</summary>
    public static void Run(
        TypeSchema type, ReadOnlySpan<byte> json, IReadOnlyList<(FhirPathSelection Selection, ValueTarget Target)> selections, IndexRun run)
    {
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        new FhirJsonDeserializer(Lenient).TryDeserializeResource(ref reader, out var model, out _);
        if (model is null)
            return;
        var root = new PocoNode(model, null, null, null);
        var context = new EvaluationContext { Resource = root, RootResource = root };
        foreach (var (selection, target) in selections)
            foreach (var node in selection.Select(root, context))
                Take(type, json, root, node, target, run);
    }

    // The engine fails with whatever its functions throw. An expression that fails on a resource selects nothing in it: no search
    // parameter keeps a resource out.
    private List<PocoNode> Select(PocoNode root, EvaluationContext context)
    {
        try
        {
            return [.. _expression([root], context)];
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return [];
        }
    }

    private static void Take(TypeSchema type, ReadOnlySpan<byte> json, PocoNode root, PocoNode node, ValueTarget target, IndexRun run)
    {
        if (PathStep.To(node, root) is { } steps)
        {
            if (ElementLocation.Find(type, json, steps) is var (property, start, end))
                target.Take(new ElementValue(property.Type, property.Element, json[start..end]), json, run);
        }
        else if (ComputedValue.Of(node) is var (computed, literal))
        {
            target.Take(new ElementValue(computed, null, literal), json, run);
        }
    }
}
