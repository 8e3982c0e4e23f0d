using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Understands what a call gives, in its URL or its body, and holds it against the OperationDefinition.</summary>
public sealed class InputReader(ITerminology terminology, ReadLimits limits)
{
    /// <param name="shape">The definition in force.</param>
    /// <param name="url">Parameters of the URL, in their order.</param>
    /// <param name="body">FHIR JSON: Parameters, or the one resource that the operation takes; null for none.</param>
    /// <param name="baseUrl">Of this server, as the caller reached it, without a slash at the end.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Invalid, or not supported: with an issue for each fault.</exception>
    public async Task<OperationInput> ReadAsync(OperationShape shape, IEnumerable<KeyValuePair<string, string>> url, ReadOnlyMemory<byte>? body, string baseUrl, CancellationToken cancellationToken)
    {
        var given = new List<Parameters.ParameterComponent>();
        if (body is { } json)
            given.AddRange(ReadBody(shape, json));
        given.AddRange(url.Select(p => UrlValue.Read(shape, p.Key, p.Value)));
        References.MakeRelative(given, baseUrl);
        var issues = InputCheck.Of(shape.Inputs, given, "Parameters.parameter").ToList();
        if (issues.Count == 0)
            issues.AddRange(await CodesAsync(shape.Inputs, given, cancellationToken));
        return issues.Count == 0 ? new OperationInput(given) : throw new FhirException(issues.TrueForAll(i => i.Type == "not-supported") ? FaultKind.NotSupported : FaultKind.Invalid, issues);
    }

    private List<Parameters.ParameterComponent> ReadBody(OperationShape shape, ReadOnlyMemory<byte> json)
    {
        var read = FhirJsonReader.Read(json, limits);
        if (read.Resource is not { } resource)
            throw FhirException.Invalid(MessageLanguages.OfStructure(read.Issues));
        if (resource.Type == "Parameters")
            return Countable(PocoJson.Read<Parameters>(json)).Parameter;
        if (shape.Body is { } only && (only.Type == resource.Type || only.Type == "Resource"))
            return [new Parameters.ParameterComponent { Name = only.Name, Resource = Countable(PocoJson.Read<Resource>(json)) }];
        string also = shape.Body is { } one ? $", or {(one.Type == "Resource" ? "a resource" : $"the {one.Type}")} alone" : string.Empty;
        throw FhirException.Invalid("parameters-invalid", $"The body is a {resource.Type}; this operation takes Parameters{also}.", resource.Type).InChinese($"请求体是 {resource.Type}；本操作接受 Parameters{(shape.Body is { } alone ? $"，或单独的 {alone.Type}" : string.Empty)}。");
    }

    /// <exception cref="FhirException">Invalid: a number is beyond what can be counted with.</exception>
    private static T Countable<T>(T given)
        where T : Resource
    {
        List<Issue> issues =
        [
            .. UncountableNumbers.In(given, given.TypeName).Select(path =>
                Issue.Error("value", "parameter-number", "The number is too large, or not a number that can be counted with.", path) with { Chinese = "数值超出可计算的范围。" }),
        ];
        return issues.Count == 0 ? given : throw FhirException.Invalid([.. issues]);
    }

    /// <summary>Codes of required bindings that are none of their value sets.</summary>
    private async Task<IReadOnlyList<Issue>> CodesAsync(IReadOnlyList<ParameterShape> shapes, List<Parameters.ParameterComponent> given, CancellationToken cancellationToken)
    {
        var issues = new List<Issue>();
        for (int i = 0; i < given.Count; i++)
        {
            if (shapes.FirstOrDefault(s => s.Name == given[i].Name)?.ValueSet is not { } valueSet || QuestionOf(given[i].Value, valueSet) is not { } question)
                continue;
            var answer = await terminology.ValidateAsync(question, cancellationToken);
            if (answer.Verdict == CodeVerdict.Valid)
                continue;
            var (text, chinese) = answer.Verdict is CodeVerdict.ValueSetUnknown or CodeVerdict.SystemUnknown
                ? ($"The code '{question.Code}' cannot be checked: {valueSet} is not known here.", $"无法核对代码“{question.Code}”：此处没有 {valueSet}。")
                : ($"'{question.Code}' is no code of {valueSet}.", $"“{question.Code}”不是 {valueSet} 中的代码。");
            issues.Add(Issue.Error("code-invalid", "parameter-code", text, $"Parameters.parameter[{i}]") with { Chinese = chinese });
        }

        return issues;
    }

    private static CodeQuestion? QuestionOf(DataType? value, string valueSet) => value switch
    {
        Coding { Code: { } code } coding => new CodeQuestion(valueSet, coding.System, coding.Version, code, null),
        CodeableConcept { Coding: [{ Code: { } code } coding, ..] } => new CodeQuestion(valueSet, coding.System, coding.Version, code, null),
        PrimitiveType primitive when primitive.ToString() is { } code => new CodeQuestion(valueSet, null, null, code, null),
        _ => null,
    };
}
