using FhirHub.Engine.Errors;
using Microsoft.Extensions.Primitives;

namespace FhirHub.Server.Http;

internal enum ReturnPreference
{
    Representation,
    Minimal,
    OperationOutcome,
}

/// <summary>The <c>Prefer</c> header: https://hl7.org/fhir/R4/http.html#ops and RFC 7240.</summary>
internal sealed record Preferences
{
    public ReturnPreference Return { get; private init; }

    /// <summary>Refuse what is not understood, where lenient handling would leave it out.</summary>
    public bool Strict { get; private init; }

    /// <summary>Answer later, where the interaction can: https://www.rfc-editor.org/rfc/rfc7240#section-4.1.</summary>
    public bool RespondAsync { get; private init; }

    /// <summary>Value of <c>Preference-Applied</c> for a write; null where no such preference was given.</summary>
    public string? AppliedReturn { get; private init; }

    /// <exception cref="FhirException">A value that is not defined, or, with <c>handling=strict</c>, a preference that this server does not know.</exception>
    public static Preferences Parse(StringValues header)
    {
        var result = new Preferences();
        string? unknown = null;
        foreach (string item in header.SelectMany(h => (h ?? string.Empty).Split([',', ';'])).Select(i => i.Trim()).Where(i => i.Length > 0))
        {
            int equals = item.IndexOf('=', StringComparison.Ordinal);
            string name = (equals < 0 ? item : item[..equals]).Trim().ToLowerInvariant();
            string value = equals < 0 ? string.Empty : item[(equals + 1)..].Trim().Trim('"');
            switch (name)
            {
                case "return":
                    result = result with { Return = ParseReturn(value), AppliedReturn = $"return={value}" };
                    break;
                case "handling":
                    result = result with { Strict = ParseHandling(value) };
                    break;
                case "respond-async":
                    result = result with { RespondAsync = true };
                    break;
                default:
                    unknown ??= item;
                    break;
            }
        }

        return result.Strict && unknown is not null
            ? throw FhirException.NotSupported("preference-unknown", $"The preference '{unknown}' is not supported.")
            : result;
    }

    private static ReturnPreference ParseReturn(string value) => value.ToLowerInvariant() switch
    {
        "minimal" => ReturnPreference.Minimal,
        "representation" => ReturnPreference.Representation,
        "operationoutcome" => ReturnPreference.OperationOutcome,
        _ => throw FhirException.Invalid(
            "preference-invalid", $"Prefer: return={value} is not defined; use minimal, representation or OperationOutcome."),
    };

    private static bool ParseHandling(string value) => value.ToLowerInvariant() switch
    {
        "strict" => true,
        "lenient" => false,
        _ => throw FhirException.Invalid("preference-invalid", $"Prefer: handling={value} is not defined; use strict or lenient."),
    };
}
