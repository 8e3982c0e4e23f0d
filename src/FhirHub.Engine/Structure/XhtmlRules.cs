using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>
/// What a narrative may hold: the formatting of HTML 4.0 chapters 7 to 11 (without 9.4) and 15, links, images and inline style.
/// No script, form, frame, object, style sheet or event. https://hl7.org/fhir/R4/narrative.html#xhtml
/// </summary>
internal static class XhtmlRules
{
    public static Utf8Lookup Elements { get; } = new(
    [
        "a", "abbr", "acronym", "address", "area", "b", "bdo", "big", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
        "dd", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "map", "ol", "p", "pre",
        "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var",
    ]);

    /// <summary>At most 64, so that one word can hold those seen on an element.</summary>
    public static Utf8Lookup Attributes { get; } = new(
    [
        "abbr", "accesskey", "align", "alt", "axis", "bgcolor", "border", "cellpadding", "cellspacing", "char", "charoff", "charset",
        "cite", "class", "clear", "colspan", "compact", "coords", "dir", "frame", "headers", "height", "href", "hreflang", "hspace",
        "id", "ismap", "lang", "longdesc", "name", "noshade", "nowrap", "rel", "rev", "rowspan", "rules", "scope", "shape", "size",
        "span", "src", "start", "style", "summary", "tabindex", "target", "title", "type", "usemap", "valign", "value", "vspace", "width",
        "xml:lang", "xml:space", "xmlns",
    ]);

    /// <summary>Whether the attribute holds a URL, which must not be a script.</summary>
    public static bool IsUrl(ReadOnlySpan<byte> attribute) =>
        attribute.SequenceEqual("href"u8) || attribute.SequenceEqual("src"u8) || attribute.SequenceEqual("cite"u8) ||
        attribute.SequenceEqual("longdesc"u8) || attribute.SequenceEqual("usemap"u8);
}
