using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>
/// The name of a search parameter, taken apart: <c>_has:Observation:patient:performer.name:exact</c> is a step backward, a step forward,
/// a code and a modifier. https://hl7.org/fhir/R4/search.html#chaining
/// </summary>
/// <param name="Steps">From the resource that is searched to the one that the criterion is about.</param>
/// <param name="Text">Code and modifier as written: <c>name:exact</c>.</param>
/// <param name="Code">The parameter.</param>
/// <param name="Modifier">What stands behind its colon; null for none.</param>
internal sealed record ParameterName(IReadOnlyList<NameStep> Steps, string Text, string Code, string? Modifier)
{
    private const string Has = "_has:";

    /// <exception cref="FhirException">Invalid: a part is empty, <c>_has</c> is incomplete, or there are too many steps.</exception>
    public static ParameterName Parse(string name, int maxSteps)
    {
        var steps = new List<NameStep>();
        string rest = name;
        while (NextStep(name, rest) is { } next)
        {
            if (steps.Count == maxSteps)
                throw FhirException.Invalid("chain-too-deep", $"'{Quoted.Cut(name)}' has more than {maxSteps} steps.");
            steps.Add(next.Step);
            rest = next.After;
        }

        (string code, string? modifier) = Split(name, rest);
        return new ParameterName(steps, rest, code, modifier);
    }

    private static (NameStep Step, string After)? NextStep(string name, string rest)
    {
        if (rest.StartsWith(Has, StringComparison.Ordinal))
            return NextHas(name, rest);
        if (rest == "_has")
            throw IncompleteHas(name);
        int dot = rest.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return null;
        (string code, string? type) = Split(name, rest[..dot]);
        return (new ChainStep(rest, code, type), rest[(dot + 1)..]);
    }

    private static (NameStep Step, string After) NextHas(string name, string rest)
    {
        string[] parts = rest[Has.Length..].Split(':', 3);
        return parts.Length == 3 && parts.All(p => p.Length > 0) && !$"{parts[0]}{parts[1]}".Contains('.', StringComparison.Ordinal)
            ? (new HasStep(rest, parts[0], parts[1]), parts[2])
            : throw IncompleteHas(name);
    }

    private static (string Code, string? Modifier) Split(string name, string segment)
    {
        int colon = segment.IndexOf(':', StringComparison.Ordinal);
        (string code, string? modifier) = colon < 0 ? (segment, null) : (segment[..colon], segment[(colon + 1)..]);
        return code.Length > 0 && modifier is not { Length: 0 }
            ? (code, modifier)
            : throw FhirException.Invalid(
                "parameter-name-invalid", $"'{Quoted.Cut(name)}' is not a parameter name: a part of it is empty.");
    }

    private static FhirException IncompleteHas(string name) => FhirException.Invalid(
        "has-invalid", $"'{Quoted.Cut(name)}' is incomplete: _has:Type:reference:parameter, for example _has:Observation:patient:code.");
}
