using FhirHub.Engine.Errors;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Holds parameters against their shapes: names, numbers, types.</summary>
internal static class InputCheck
{
    /// <summary>An issue for each fault.</summary>
    /// <param name="shapes">What may be given.</param>
    /// <param name="given">What is.</param>
    /// <param name="path">FHIRPath of the list.</param>
    public static IEnumerable<Issue> Of(IReadOnlyList<ParameterShape> shapes, IReadOnlyList<Parameters.ParameterComponent> given, string path)
    {
        for (int i = 0; i < given.Count; i++)
        {
            if (shapes.FirstOrDefault(s => s.Name == given[i].Name) is { } shape)
            {
                foreach (var issue in Of(shape, given[i], $"{path}[{i}]"))
                    yield return issue;
            }
            else
            {
                yield return Issue.Error("not-supported", "parameter-unknown", $"'{given[i].Name}' is not a parameter of this operation. It takes: {string.Join(", ", shapes.Select(s => s.Name))}.", $"{path}[{i}]");
            }
        }

        foreach (var shape in shapes)
        {
            int count = given.Count(g => g.Name == shape.Name);
            if (count < shape.Min)
                yield return Issue.Error("required", "parameter-missing", $"The parameter '{shape.Name}' is missing.", path[..path.LastIndexOf('.')]);
            if (count > shape.Max)
                yield return Issue.Error("invalid", "parameter-repeated", $"The parameter '{shape.Name}' may be given {shape.Max} times at most.", path[..path.LastIndexOf('.')]);
        }
    }

    private static IEnumerable<Issue> Of(ParameterShape shape, Parameters.ParameterComponent given, string path)
    {
        if (shape.Parts.Count > 0)
            return Of(shape.Parts, given.Part, $"{path}.part");
        bool fits = shape.Type switch
        {
            "Resource" => given.Resource is not null,
            { } type when ModelInfo.IsKnownResource(type) => given.Resource?.TypeName == type,
            { } type => given.Value?.TypeName == type && given.Value is not PrimitiveType { JsonValue: null },
            null => false,
        };
        return fits
            ? []
            : [Issue.Error("invalid", "parameter-type", $"The parameter '{shape.Name}' is a {shape.Type}, not a {given.Value?.TypeName ?? given.Resource?.TypeName ?? "parameter without a value"}.", path)];
    }
}
