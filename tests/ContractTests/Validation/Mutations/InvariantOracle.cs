using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>What the FHIRPath engine of the SDK says of an invariant, asked outright: none of the validator's own evaluation takes part.</summary>
internal static class InvariantOracle
{
    private static readonly DeserializerSettings Lenient = new DeserializerSettings().UsingMode(DeserializationMode.Ostrich, null);
    private static readonly FhirPathCompiler Compiler = new(new SymbolTable(FhirPathCompiler.DefaultSymbolTable).AddFhirExtensions());
    private static readonly ConcurrentDictionary<string, CompiledExpression> Compiled = new(StringComparer.Ordinal);

    /// <summary>Whether it holds at a place, empty being true; null when the engine cannot say.</summary>
    public static bool? Holds(JsonObject body, Place place, string expression)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body.ToJsonString()));
        try
        {
            new FhirJsonDeserializer(Lenient).TryDeserializeResource(ref reader, out var model, out _);
            if (model is null)
                return null;
            var root = new PocoNode(model, null, null, null);
            if (Follow(root, place.Expression) is not { } focus)
                return null;
            return Compiled.GetOrAdd(expression, e => Compiler.Compile(e)).Predicate(focus, new FhirEvaluationContext
            {
                Resource = root,
                RootResource = root,
                ElementResolver = reference => Contained(root, reference),
            });
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static PocoNode? Contained(PocoNode root, string reference) =>
        reference.StartsWith('#') ? root.Child("contained")?.FirstOrDefault(c => c.Poco is Resource { Id: var id } && "#" + id == reference) : null;

    private static PocoNode? Follow(PocoNode root, string path)
    {
        var at = root;
        foreach (var part in path.Split('.').Skip(1))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            var index = bracket < 0 ? 0 : int.Parse(part[(bracket + 1)..^1], CultureInfo.InvariantCulture);
            switch (at.Child(name))
            {
                case null:
                    return null;
                case PocoNode one:
                    at = one;
                    break;
                case var list:
                    if (list.ElementAtOrDefault(index) is not { } item)
                        return null;
                    at = item;
                    break;
            }
        }
        return at;
    }
}
