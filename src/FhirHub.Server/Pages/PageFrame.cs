using System.Security.Cryptography;
using System.Text;

namespace FhirHub.Server.Pages;

/// <summary>What is around every page: head, style, way back, the other language.</summary>
internal static class PageFrame
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#8884;--soft:#8881}
        body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:0 auto;padding:1rem;max-width:80rem}
        .skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
        nav,footer{display:flex;gap:1rem;flex-wrap:wrap;border-bottom:1px solid var(--line);padding-bottom:.5rem}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
        caption{text-align:left;font-weight:600;padding:.25rem 0}
        th,td{border:1px solid var(--line);padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
        thead th{background:var(--soft)}td.n,td.c{white-space:nowrap}code,pre{font:13px/1.4 ui-monospace,monospace}
        pre{overflow-x:auto;background:var(--soft);padding:.75rem}.d1{padding-left:1.5rem}.d2{padding-left:2.5rem}.d3{padding-left:3.5rem}.d4{padding-left:4.5rem}
        summary{cursor:pointer;padding:.25rem 0}.more{color:GrayText}
        """;

    /// <summary>Nothing but the style above: no scripts, images, frames or forms.</summary>
    public static readonly string SecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.ReplaceLineEndings("\n"))))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="text">The language.</param>
    /// <param name="title">Data.</param>
    /// <param name="path">Of this page, for the link to it in the other language.</param>
    /// <param name="content">Finished markup.</param>
    public static string Around(PageText text, string title, string path, Html content)
    {
        var page = new Html().Raw($"<!DOCTYPE html>\n<html lang=\"{text.Language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        page.Element("title", $"{title} – FhirHub").Raw("\n<style>").Raw(Style.ReplaceLineEndings("\n")).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">");
        page.Text(text.SkipToContent).Raw("</a>\n<nav>").Link(text.Packs, "packs").Raw(" <a lang=\"").Raw(text.OtherLanguageCode).Raw("\" href=\"").Text(path);
        page.Raw("?lang=").Raw(text.OtherLanguageCode).Raw("\">").Text(text.OtherLanguage).Raw("</a></nav>\n<main id=\"content\">\n");
        return page.Raw(content.ToString()).Raw("</main>\n</body>\n</html>\n").ToString();
    }
}
