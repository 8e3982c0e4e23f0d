using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// <c>:below</c> and <c>:above</c> on references to canonical URLs, whose versions form a hierarchy: <c>url|1</c> stands above
/// <c>url|1.2</c>. References to resources have none that the index knows.
/// </summary>
internal sealed class CanonicalVersions
{
    private readonly string _url;
    private readonly string _version;

    /// <exception cref="FhirException">Not supported: the value is no canonical URL.</exception>
    public CanonicalVersions(string parameter, string value)
    {
        var bar = value.LastIndexOf('|');
        (_url, _version) = bar < 0 ? (value, "") : (value[..bar], value[(bar + 1)..]);
        if (!_url.Contains(':', StringComparison.Ordinal))
        {
            throw FhirException.NotSupported(
                "modifier-unsupported",
                $"{parameter}={value}: hierarchies of resources (a Location within another) are not indexed; the modifier takes a canonical URL, with or without a version.");
        }
    }

    /// <summary>The version itself and all that begin with its parts; without a version, all of them.</summary>
    public EntryCondition Below(string prefix) => _version.Length == 0
        ? new EntryCondition { Equal = [EntryText.Of(prefix, ReferenceSearch.Whole, _url)] }
        : new EntryCondition
        {
            Equal = [EntryText.Of(prefix, ReferenceSearch.Whole, _url, _version)],
            Within = [EntryText.StartingWith(prefix, ReferenceSearch.Whole, $"{_url}|{_version}.")],
        };

    /// <summary>The version itself and all that its parts begin with.</summary>
    public EntryCondition Above(string prefix)
    {
        if (_version.Length == 0)
            return Below(prefix);
        var parts = _version.Split('.');
        return new EntryCondition
        {
            Equal =
            [
                .. Enumerable.Range(1, parts.Length)
                    .Select(n => EntryText.Of(prefix, ReferenceSearch.Whole, _url, string.Join('.', parts.Take(n)))),
            ],
        };
    }
}
