using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;

namespace FhirHub.Server.Http;

/// <summary>Versions as entity tags, <c>W/"3"</c>: https://hl7.org/fhir/R4/http.html#versioning.</summary>
internal static class VersionTag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>The versions that If-Match or If-None-Match names; null where the header is absent.</summary>
    /// <exception cref="FhirException">Invalid: not a list of entity tags.</exception>
    public static VersionCondition? Parse(IHeaderDictionary headers, string name)
    {
        var values = headers[name];
        if (values.Count == 0)
            return null;
        return VersionCondition.Parse(string.Join(',', values.ToArray()))
            ?? throw FhirException.Invalid("etag-invalid", $"{name} '{values}' is not a list of version tags such as W/\"3\".");
    }
}
