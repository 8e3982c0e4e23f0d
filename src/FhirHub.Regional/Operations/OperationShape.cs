using System.Globalization;
using FhirHub.Engine.Errors;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>An OperationDefinition in force: what may be given.</summary>
/// <param name="Canonical">URL and version.</param>
/// <param name="Inputs">In their order.</param>
public sealed record OperationShape(string Canonical, IReadOnlyList<ParameterShape> Inputs)
{
    /// <summary>The one input that is a resource, which may be sent as the body itself; null where there are several, or none.</summary>
    public ParameterShape? Body => Inputs.Where(i => i.Type is { } type && ModelInfo.IsKnownResource(type)).ToList() is [var only] ? only : null;

    /// <exception cref="FhirException">Not supported: the definition says what cannot be followed.</exception>
    internal static OperationShape Of(OperationDefinition definition) => new(
        definition.Version is null ? definition.Url! : $"{definition.Url}|{definition.Version}",
        [.. definition.Parameter.Where(p => p.Use == OperationParameterUse.In).Select(Of)]);

    private static ParameterShape Of(OperationDefinition.ParameterComponent parameter) => new(
        parameter.Name!,
        parameter.Min ?? 0,
        MaxOf(parameter),
        parameter.Type is { } type ? Hl7.Fhir.Utility.EnumUtility.GetLiteral(type) : null,
        parameter.Binding is { Strength: BindingStrength.Required, ValueSet: { } valueSet } ? valueSet : null,
        [.. parameter.Part.Select(Of)]);

    // R4 has it as a string of any content, https://hl7.org/fhir/R4/operationdefinition-definitions.html#OperationDefinition.parameter.max.
    private static int? MaxOf(OperationDefinition.ParameterComponent parameter) => parameter.Max switch
    {
        "*" => null,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int max) => max,
        _ => throw FhirException.NotSupported("operation-invalid", $"The definition of this operation gives its parameter '{parameter.Name}' the maximum '{parameter.Max}', which is neither a number nor '*'."),
    };
}
