using System.Globalization;
using FhirHub.Engine.Errors;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>A parameter in a URL: simple values as they are, references <c>Type/id</c>, codings and identifiers <c>system|value</c>.</summary>
internal static class UrlValue
{
    /// <exception cref="FhirException">Invalid: the value is none of its type. Not supported: such a parameter does not go into a URL, or is unknown.</exception>
    public static Parameters.ParameterComponent Read(OperationShape shape, string name, string text)
    {
        var parameter = shape.Inputs.FirstOrDefault(i => i.Name == name)
            ?? throw FhirException.NotSupported("parameter-unknown", $"'{name}' is not a parameter of this operation. It takes: {string.Join(", ", shape.Inputs.Select(i => i.Name))}.").InChinese($"“{name}”不是本操作的参数。可用的参数：{string.Join('、', shape.Inputs.Select(i => i.Name))}。");
        return new Parameters.ParameterComponent { Name = name, Value = Value(parameter, text) };
    }

    private static DataType Value(ParameterShape parameter, string text)
    {
        string[] token = text.Split('|', 2);
        DataType? value = parameter.Type switch
        {
            "string" => new FhirString(text),
            "code" when Code.IsValidValue(text) => new Code(text),
            "uri" or "canonical" => new FhirUri(text),
            "boolean" when text is "true" or "false" => new FhirBoolean(text == "true"),
            "integer" when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) => new Integer(number),
            "positiveInt" when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 => new PositiveInt(number),
            "unsignedInt" when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => new UnsignedInt(number),
            "decimal" when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) => new FhirDecimal(number),
            "date" when Date.IsValidValue(text) => new Date(text),
            "dateTime" when FhirDateTime.IsValidValue(text) => new FhirDateTime(text),
            "Reference" => new ResourceReference(text),
            "Coding" => token.Length == 2 ? new Coding(token[0], token[1]) : new Coding(null, text),
            "Identifier" when token.Length == 2 => new Identifier(token[0], token[1]),
            "string" or "code" or "boolean" or "integer" or "positiveInt" or "unsignedInt" or "decimal" or "date" or "dateTime" or "Identifier" =>
                throw FhirException.Invalid("parameter-invalid", $"The parameter '{parameter.Name}' is a {parameter.Type}, which '{text}' is not.").InChinese($"参数 {parameter.Name} 的类型为 {parameter.Type}，“{text}”不是。"),
            _ => null,
        };
        return value ?? throw FhirException.NotSupported("parameter-in-url", $"The parameter '{parameter.Name}' is a {parameter.Type}: send it in a Parameters resource.").InChinese($"参数 {parameter.Name} 的类型为 {parameter.Type}：请放在 Parameters 资源中发送。");
    }
}
