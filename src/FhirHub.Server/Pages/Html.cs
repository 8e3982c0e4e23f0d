using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FhirHub.Server.Pages;

/// <summary>Writes HTML: what is data goes through <see cref="Text"/>, and through nothing else.</summary>
internal sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _text = new();

    /// <summary>Markup of ours.</summary>
    public Html Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Data, escaped; nothing for null.</summary>
    public Html Text(string? data)
    {
        if (data is not null)
            _text.Append(Encoder.Encode(data));
        return this;
    }

    /// <summary>An element that holds data.</summary>
    /// <param name="tag">Name and attributes of ours: <c>td class="n"</c>.</param>
    public Html Element(string tag, string? data) => Raw($"<{tag}>").Text(data).Raw($"</{tag.Split(' ')[0]}>");

    /// <summary>A link.</summary>
    /// <param name="path">Parts of a path of this server, each data.</param>
    public Html Link(string? data, params ReadOnlySpan<string> path)
    {
        _text.Append("<a href=\"");
        foreach (string part in path)
            _text.Append('/').Append(Encoder.Encode(Uri.EscapeDataString(part)));
        return Raw("\">").Text(data).Raw("</a>");
    }

    /// <summary>A row of a table that is a name and what it says.</summary>
    public Html Row(string name, string? data) => data is null ? this : Raw("<tr>").Element("th scope=\"row\"", name).Element("td", data).Raw("</tr>\n");

    public override string ToString() => _text.ToString();
}
