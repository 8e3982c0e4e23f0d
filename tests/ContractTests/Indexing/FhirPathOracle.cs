using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Extraction;
using FhirHub.Engine.Indexing.Parameters;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Structure;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using PathStep = FhirHub.Engine.Patching.FhirPaths.PathStep;

namespace FhirHub.ContractTests.Indexing;

/// <summary>What the FHIRPath engine of the Firely SDK selects in a resource.</summary>
internal sealed class FhirPathOracle
{
    private static readonly FhirPathCompiler Compiler = new(new SymbolTable(FhirPathCompiler.DefaultSymbolTable).AddFhirExtensions());
    private static readonly ConcurrentDictionary<string, CompiledExpression> Compiled = new(StringComparer.Ordinal);
    private static readonly DeserializerSettings Lenient = new DeserializerSettings().UsingMode(DeserializationMode.Ostrich, null);

    private readonly byte[] _json;
    private readonly TypeSchema _type;
    private readonly PocoNode _root;
    private readonly FhirEvaluationContext _context;

    public FhirPathOracle(TypeSchema type, byte[] json)
    {
        _type = type;
        _json = json;
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        new FhirJsonDeserializer(Lenient).TryDeserializeResource(ref reader, out var model, out _);
        _root = new PocoNode(model!, null, null, null);
        _context = new FhirEvaluationContext { Resource = _root, RootResource = _root, ElementResolver = Resolve };
    }

    /// <summary>Elements that an expression selects in the resource.</summary>
    public IReadOnlyList<PocoNode> Nodes(string expression) => Nodes(expression, _root);

    /// <summary>Elements that an expression selects from another element.</summary>
    public IReadOnlyList<PocoNode> Nodes(string expression, PocoNode from) =>
        [.. ExpressionParts.Split(expression).SelectMany(part => Part(part, from))];

    /// <summary>Type and JSON of what was selected; null for an element without a value of its own.</summary>
    public (PropertySchema? Property, TypeSchema Type, byte[] Json)? Value(PocoNode node)
    {
        if (PathStep.To(node, _root) is not { } steps)
            return ComputedValue.Of(node) is var (type, literal) ? (null, type, literal) : null;
        if (steps.Count == 0)
            return (null, _type, _json);
        if (ElementLocation.Find(_type, _json, steps) is not var (property, start, end))
            return null;
        var json = _json[start..end];
        return (property, property.Type.IsResource ? ResourceJson.TypeOf(json)! : property.Type, json);
    }

    public IEnumerable<string> Values(string expression) =>
        Nodes(expression).Select(Value).Where(v => v is not null).Select(v => $"{v!.Value.Type.Name} {Encoding.UTF8.GetString(v.Value.Json)}");

    // One by one: the union of the engine compares values, and fails for decimals beyond those of .NET.
    private IEnumerable<PocoNode> Part(string expression, PocoNode from) =>
        Compiled.GetOrAdd(expression, e => Compiler.Compile(Corrected(e), false))([from], _context);

    // R4 writes DateTime where it means dateTime, and the SDK does not know hasExtension().
    private static string Corrected(string expression) => expression
        .Replace("as(DateTime)", "as(dateTime)", StringComparison.Ordinal)
        .Replace("hasExtension('http://hl7.org/fhir/StructureDefinition/questionnaireresponse-isSubject')",
            "extension('http://hl7.org/fhir/StructureDefinition/questionnaireresponse-isSubject').exists()", StringComparison.Ordinal);

    // By what the reference says: an empty resource of that type.
    private PocoNode? Resolve(string reference)
    {
        var type = reference.StartsWith('#') ? ResourceJson.Contained(_json, reference[1..])?.Name : ReferenceText.Parse(reference)?.Type;
        return type is not null && ModelInfo.GetTypeForFhirType(type) is { } model
            ? new PocoNode((Base)Activator.CreateInstance(model)!, null, null, null)
            : null;
    }
}
