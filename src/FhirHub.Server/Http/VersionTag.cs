using System.Globalization;
using FhirHub.Engine.Errors;
using Microsoft.Net.Http.Headers;

namespace FhirHub.Server.Http;

/// <summary>Versions as entity tags, <c>W/"3"</c>: https://hl7.org/fhir/R4/http.html#versioning.</summary>
internal static class VersionTag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary>The versions that If-Match or If-None-Match names; null where the header is absent, <c>Any</c> for <c>*</c>.</summary>
    /// <exception cref="FhirException">Invalid: not a list of entity tags.</exception>
    public static VersionCondition? Parse(IHeaderDictionary headers, string name)
    {
        var values = headers[name];
        if (values.Count == 0)
            return null;
        if (values.ToString().Trim() == "*")
            return VersionCondition.AnyVersion;
        if (!EntityTagHeaderValue.TryParseList(values, out var tags) || tags.Count == 0)
            throw FhirException.Invalid("etag-invalid", $"{name} '{values}' is not a list of version tags such as W/\"3\".");
        return new VersionCondition(false, [.. tags.Select(t => t.Tag.Value!.Trim('"'))]);
    }
}

/// <summary>A set of versions, or all.</summary>
internal sealed record VersionCondition(bool Any, IReadOnlyList<string> Versions)
{
    public static readonly VersionCondition AnyVersion = new(true, []);

    public bool Matches(long version) => Any || Versions.Contains(version.ToString(CultureInfo.InvariantCulture));
}
