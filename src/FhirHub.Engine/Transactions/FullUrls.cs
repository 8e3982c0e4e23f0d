using FhirHub.Engine.Conformance;
using FhirHub.Engine.Resources;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// The identities that the entries of one Bundle have in it, and what links lead to them:
/// https://hl7.org/fhir/R4/bundle.html#references. Links into the Bundle are told by the entry's index.
/// </summary>
internal sealed class FullUrls
{
    private readonly Dictionary<string, int> _entries = new(StringComparer.Ordinal);

    public bool Any => _entries.Count > 0;

    /// <summary>False where another entry has it already.</summary>
    public bool Add(string fullUrl, int index) => _entries.TryAdd(Normal(fullUrl), index);

    /// <summary>The entry of this very identity.</summary>
    public int? Find(string url) => _entries.TryGetValue(Normal(url), out int index) ? index : null;

    /// <summary>The entry that a link leads to; a version in the link does not matter, since every version is assigned anew.</summary>
    /// <param name="link">Without fragment.</param>
    /// <param name="source">Full URL of the entry that holds the link: where it is a URL of a server, relative links start there.</param>
    /// <param name="ofVersion">Whether the link names a version.</param>
    public int? Resolve(string link, string? source, out bool ofVersion)
    {
        ofVersion = false;
        if (Find(link) is { } found)
            return found;
        if (WithoutVersion(link) is { } resource)
        {
            ofVersion = true;
            link = resource;
            if (Find(link) is { } target)
                return target;
        }

        return IsKey(link) && source is not null && BaseOf(source) is { } root ? Find(root + link) : null;
    }

    /// <summary><c>http://x/fhir/</c> of <c>http://x/fhir/Patient/1</c>; null for what is no URL of a resource on a server.</summary>
    private static string? BaseOf(string fullUrl)
    {
        if (!fullUrl.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !fullUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return null;
        int slash = fullUrl.LastIndexOf('/');
        int start = slash <= 0 ? -1 : fullUrl.LastIndexOf('/', slash - 1);
        return start > 0 && IsKey(fullUrl[(start + 1)..]) ? fullUrl[..(start + 1)] : null;
    }

    private static string? WithoutVersion(string link)
    {
        int history = link.IndexOf("/_history/", StringComparison.Ordinal);
        return history < 0 ? null : link[..history];
    }

    private static bool IsKey(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
        && FhirSchema.R4.FindResource(text[..slash]) is not null && ResourceKey.IsValidId(text[(slash + 1)..]);

    // A urn's scheme and namespace have no case, and a UUID has none: https://www.rfc-editor.org/rfc/rfc4122#section-3.
    private static string Normal(string url) =>
        url.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("urn:oid:", StringComparison.OrdinalIgnoreCase)
            ? url.ToLowerInvariant()
            : url;
}
