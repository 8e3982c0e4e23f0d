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
                yield return Issue.Error("not-supported", "parameter-unknown", $"'{given[i].Name}' is not a parameter of this operation. It takes: {string.Join(", ", shapes.Select(s => s.Name))}.", $"{path}[{i}]") with { Chinese = $"“{given[i].Name}”不是本操作的参数。可用的参数：{string.Join('、', shapes.Select(s => s.Name))}。" };
            }
        }

        foreach (var shape in shapes)
        {
            int count = given.Count(g => g.Name == shape.Name);
            if (count < shape.Min)
                yield return Issue.Error("required", "parameter-missing", $"The parameter '{shape.Name}' is missing.", path[..path.LastIndexOf('.')]) with { Chinese = $"缺少参数 {shape.Name}。" };
            if (count > shape.Max)
                yield return Issue.Error("invalid", "parameter-repeated", $"The parameter '{shape.Name}' may be given {shape.Max} times at most.", path[..path.LastIndexOf('.')]) with { Chinese = $"参数 {shape.Name} 最多给出 {shape.Max} 次。" };
        }
    }

    private static IEnumerable<Issue> Of(ParameterShape shape, Parameters.ParameterComponent given, string path)
    {
        // inv-1 of https://hl7.org/fhir/R4/parameters.html: what would not be looked at is not taken.
        if ((given.Value is null ? 0 : 1) + (given.Resource is null ? 0 : 1) + (given.Part.Count == 0 ? 0 : 1) > 1)
        {
            return [Issue.Error("invariant", "parameter-ambiguous", $"The parameter '{shape.Name}' has one of value, resource and part, not several.", path) with
            {
                Chinese = $"参数“{shape.Name}”只能有 value、resource、part 中的一个。",
            }];
        }

        if (shape.Parts.Count > 0)
        {
            return given.Value is null && given.Resource is null
                ? Of(shape.Parts, given.Part, $"{path}.part")
                : [Issue.Error("invalid", "parameter-type", $"The parameter '{shape.Name}' has parts, not a {given.Value?.TypeName ?? given.Resource!.TypeName}.", path)];
        }

        if (given.Value is { } value && EmptyValue.Is(value))
        {
            return [Issue.Error("value", "parameter-empty", $"The parameter '{shape.Name}' says nothing.", path) with { Chinese = $"参数“{shape.Name}”没有内容。" }];
        }

        bool fits = shape.Type switch
        {
            "Resource" => given.Resource is not null,
            { } type when ModelInfo.IsKnownResource(type) => given.Resource?.TypeName == type,
            { } type => given.Value?.TypeName == type && given.Value is not PrimitiveType { JsonValue: null },
            null => false,
        };
        return fits
            ? []
            : [Issue.Error("invalid", "parameter-type", $"The parameter '{shape.Name}' is a {shape.Type}, not a {given.Value?.TypeName ?? given.Resource?.TypeName ?? "parameter without a value"}.", path) with { Chinese = $"参数 {shape.Name} 的类型须为 {shape.Type}，而不是 {given.Value?.TypeName ?? given.Resource?.TypeName ?? "没有值的参数"}。" }];
    }
}
