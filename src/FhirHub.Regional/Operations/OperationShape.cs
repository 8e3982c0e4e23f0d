using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>An OperationDefinition in force: what may be given.</summary>
/// <param name="Canonical">URL and version.</param>
/// <param name="Inputs">In their order.</param>
public sealed record OperationShape(string Canonical, IReadOnlyList<ParameterShape> Inputs)
{
    /// <summary>The one input that is a resource, which may be sent as the body itself; null where there are several, or none.</summary>
    public ParameterShape? Body => Inputs.Where(i => i.Type is { } type && ModelInfo.IsKnownResource(type)).ToList() is [var only] ? only : null;

    internal static OperationShape Of(OperationDefinition definition) => new(
        definition.Version is null ? definition.Url! : $"{definition.Url}|{definition.Version}",
        [.. definition.Parameter.Where(p => p.Use == OperationParameterUse.In).Select(Of)]);

    private static ParameterShape Of(OperationDefinition.ParameterComponent parameter) => new(
        parameter.Name!,
        parameter.Min ?? 0,
        parameter.Max == "*" ? null : int.Parse(parameter.Max!, System.Globalization.CultureInfo.InvariantCulture),
        parameter.Type is { } type ? Hl7.Fhir.Utility.EnumUtility.GetLiteral(type) : null,
        parameter.Binding is { Strength: BindingStrength.Required, ValueSet: { } valueSet } ? valueSet : null,
        [.. parameter.Part.Select(Of)]);
}
