using System.Collections.Concurrent;
using System.Text.Json;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;

namespace FhirHub.EndToEndTests.Search.Parameters;

/// <summary>What the FHIRPath of the Firely SDK selects in a resource: nothing of it is the server's.</summary>
internal sealed class FhirPathValues
{
    private static readonly FhirPathCompiler Compiler = new(new SymbolTable(FhirPathCompiler.DefaultSymbolTable).AddFhirExtensions());
    private static readonly ConcurrentDictionary<string, CompiledExpression> Compiled = new(StringComparer.Ordinal);
    private static readonly DeserializerSettings Lenient = new DeserializerSettings().UsingMode(DeserializationMode.Ostrich, null);

    private readonly PocoNode _root;
    private readonly FhirEvaluationContext _context;

    public FhirPathValues(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        new FhirJsonDeserializer(Lenient).TryDeserializeResource(ref reader, out var model, out _);
        Model = model!;
        _root = new PocoNode(Model, null, null, null);
        _context = new FhirEvaluationContext { Resource = _root, RootResource = _root, ElementResolver = Resolve };
    }

    public Resource Model { get; }

    /// <summary>Elements that an expression selects in the resource.</summary>
    public IReadOnlyList<PocoNode> Nodes(string expression) => Nodes(expression, _root);

    /// <summary>Elements that an expression selects from another element. Part by part: the SDK's union fails for numbers beyond those of .NET.</summary>
    public IReadOnlyList<PocoNode> Nodes(string expression, PocoNode from) => [.. Parts(expression)
        .SelectMany(part => Compiled.GetOrAdd(part, e => Compiler.Compile(Corrected(e), false))([from], _context))];

    /// <summary>What stands between bars, those within brackets left as they are; no literal of R4's expressions has one.</summary>
    public static IEnumerable<string> Parts(string expression)
    {
        int start = 0, depth = 0;
        for (int i = 0; i < expression.Length; i++)
        {
            depth += expression[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (expression[i] != '|' || depth > 0)
                continue;
            yield return expression[start..i].Trim();
            start = i + 1;
        }

        yield return expression[start..].Trim();
    }

    // R4 writes DateTime where it means dateTime; the SDK does not know hasExtension().
    private static string Corrected(string expression) => expression
        .Replace("as(DateTime)", "as(dateTime)", StringComparison.Ordinal)
        .Replace("hasExtension('http://hl7.org/fhir/StructureDefinition/questionnaireresponse-isSubject')",
            "extension('http://hl7.org/fhir/StructureDefinition/questionnaireresponse-isSubject').exists()", StringComparison.Ordinal);

    // By what the reference says: an empty resource of that type.
    private PocoNode? Resolve(string reference)
    {
        string? type = reference.StartsWith('#')
            ? (Model as DomainResource)?.Contained.FirstOrDefault(r => r.Id == reference[1..])?.TypeName
            : reference.Split("/_history/")[0].Split('/') is [.., var name, _] ? name : null;
        return type is not null && ModelInfo.GetTypeForFhirType(type) is { IsAbstract: false } model && typeof(Resource).IsAssignableFrom(model)
            ? new PocoNode((Base)Activator.CreateInstance(model)!, null, null, null)
            : null;
    }
}
