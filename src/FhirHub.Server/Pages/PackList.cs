using System.Globalization;
using FhirHub.Engine.Packs;

namespace FhirHub.Server.Pages;

/// <summary>The page <c>/packs</c>.</summary>
internal static class PackList
{
    public static Html Write(PageText text, IReadOnlyList<InstalledPack> packs)
    {
        var page = new Html().Element("h1", text.Packs).Raw("\n");
        if (packs.Count == 0)
            return page.Element("p", text.NoPacks).Raw("\n");
        page.Raw("<div class=\"wide\"><table><thead><tr>");
        foreach (string heading in new[] { text.Title, text.Name, text.Version, text.Profiles, text.Installed })
            page.Element("th scope=\"col\"", heading);
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var pack in packs)
        {
            page.Raw("<tr><th scope=\"row\">").Link(pack.Title ?? pack.Name, "packs", pack.Name).Raw("</th>");
            page.Element("td", pack.Name).Element("td class=\"n\"", pack.Version);
            page.Element("td class=\"n\"", pack.Resources.Count(r => r.Type == "StructureDefinition").ToString(CultureInfo.InvariantCulture));
            page.Element("td class=\"n\"", pack.Installed.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)).Raw("</tr>\n");
        }

        return page.Raw("</tbody></table></div>\n");
    }
}
