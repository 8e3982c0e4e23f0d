using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// What a text of a kind that may hold links leads to. Links are found with their place in the text, in UTF-16 code units, and without their
/// path, which only their finder knows.
/// </summary>
/// <param name="urls">The identities in the Bundle.</param>
/// <param name="source">Full URL of the entry that holds the text.</param>
internal sealed class LinkText(FullUrls urls, string? source)
{
    /// <summary>Whether any link can lead to another entry.</summary>
    public bool Any => urls.Any;

    /// <summary>Links in the text of an element; none where its kind has none.</summary>
    public IEnumerable<EntryLink> Of(LinkKind kind, string text) => kind switch
    {
        LinkKind.Reference => Reference(text) is { } link ? [link] : [],
        LinkKind.Uri when Any => ToEntry(text, 0..text.Length, isRelativeToSource: false) is { } link ? [link] : [],
        LinkKind.Url when Any => ToEntry(text, 0..text.Length, isRelativeToSource: true) is { } link ? [link] : [],
        // What is relative in a narrative may be written with entities; no link to an entry needs any.
        LinkKind.Narrative when Any => NarrativeLinks.Find(text).Select(r => ToEntry(text, r, isRelativeToSource: true)).OfType<EntryLink>(),
        _ => [],
    };

    private EntryLink? Reference(string text)
    {
        if (ToEntry(text, 0..text.Length, isRelativeToSource: true) is { } found)
            return found;
        string link = WithoutFragment(text);
        int query = link.IndexOf('?', StringComparison.Ordinal);
        if (link.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("urn:oid:", StringComparison.OrdinalIgnoreCase))
            return new EntryLink.ToNothing(0, link.Length, string.Empty, text);
        return query > 0 && FhirSchema.R4.FindResource(link[..query]) is not null
            ? new EntryLink.ToSearch(0, link.Length, string.Empty, link[..query], link[(query + 1)..])
            : null;
    }

    private EntryLink.ToEntry? ToEntry(string text, Range range, bool isRelativeToSource)
    {
        string link = WithoutFragment(text[range]);
        return urls.Resolve(link, isRelativeToSource ? source : null, out bool ofVersion) is { } entry
            ? new EntryLink.ToEntry(range.Start.Value, link.Length, string.Empty, entry, ofVersion)
            : null;
    }

    private static string WithoutFragment(string link)
    {
        int fragment = link.IndexOf('#', StringComparison.Ordinal);
        return fragment < 0 ? link : link[..fragment];
    }
}
