using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>The values of a parameter, of which one must match: those between commas, https://hl7.org/fhir/R4/search.html#combining.</summary>
internal static class Alternatives
{
    /// <summary>Each once, still escaped.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="value">The whole value.</param>
    /// <param name="types">On how many types each is searched.</param>
    /// <param name="max">Limit of their product.</param>
    /// <exception cref="FhirException">Invalid: one is empty, or there are too many.</exception>
    public static IReadOnlyList<string> Of(ParameterName name, string value, int types, int max)
    {
        string[] values = [.. SearchValue.Split(value, ',').Distinct(StringComparer.Ordinal)];
        if (values.Any(string.IsNullOrEmpty))
            throw FhirException.Invalid("value-empty", $"'{Quoted.Cut(name.Text)}': one of the values between commas is empty.");
        if ((long)values.Length * types > max)
        {
            throw FhirException.Invalid(
                "value-too-many",
                $"'{Quoted.Cut(name.Text)}' has {values.Length} values for {types} types; at most {max} in all are supported.");
        }

        return values;
    }
}
