using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>The value of <c>:missing</c>.</summary>
internal static class Boolean
{
    /// <exception cref="FhirException">Invalid: neither <c>true</c> nor <c>false</c>.</exception>
    public static bool Parse(ParameterName name, string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ => throw FhirException.Invalid("missing-invalid", $"'{Quoted.Cut(name.Text)}' is true or false, not '{Quoted.Cut(value)}'."),
    };
}
