using System.Globalization;
using FhirHub.Engine.Packs;
using FhirHub.Server.Configuration;

namespace FhirHub.Server.Pages;

/// <summary>The page <c>/packs/&lt;pack&gt;</c>: what it is, its profiles, its other definitions, its policy.</summary>
internal sealed class PackPage(DefinitionCatalog catalog)
{
    public Html Write(PageText text, InstalledPack pack)
    {
        var page = new Html().Element("h1", pack.Title ?? pack.Name).Raw("\n");
        if (pack.Description is { } description)
            page.Element("p", description).Raw("\n");
        page.Raw("<table><tbody>\n").Row(text.Name, pack.Name).Row(text.Version, pack.Version).Row("URL", pack.Canonical);
        page.Row(text.Dependencies, string.Join(", ", pack.Dependencies.Select(d => $"{d.Key} {d.Value}")));
        page.Row(text.Validation, RulesOf(pack.Rules));
        page.Row(text.Installed, pack.Installed.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)).Raw("</tbody></table>\n");
        WriteProfiles(page, text, pack);
        WriteOthers(page, text, pack);
        PolicyTable.Write(page, text, pack.Policy);
        return page;
    }

    private static string? RulesOf(ValidationRules? rules)
    {
        if (rules is null)
            return null;
        string?[] parts = [rules.Level?.ToString().ToLowerInvariant(), rules.Reaction?.ToString().ToLowerInvariant(), .. rules.Profiles.Select(p => $"{p.Key}: {string.Join(", ", p.Value)}")];
        return string.Join("; ", parts.OfType<string>());
    }

    private void WriteProfiles(Html page, PageText text, InstalledPack pack)
    {
        page.Element("h2", text.Profiles).Raw("\n<div class=\"wide\"><table><thead><tr>");
        page.Element("th scope=\"col\"", text.Title).Element("th scope=\"col\"", text.Type).Element("th scope=\"col\"", "URL").Raw("</tr></thead>\n<tbody>\n");
        foreach (var resource in pack.Resources.Where(r => r.Type == "StructureDefinition"))
        {
            var entry = resource.Url is { } url ? catalog.FindStored(resource.Type, url, resource.Version) : null;
            page.Raw("<tr><th scope=\"row\">").Link(entry?.Title ?? resource.Id, "packs", pack.Name, resource.Id).Raw("</th>");
            page.Element("td", entry?.ProfileOf ?? "–").Element("td", resource.Url).Raw("</tr>\n");
        }

        page.Raw("</tbody></table></div>\n");
    }

    private void WriteOthers(Html page, PageText text, InstalledPack pack)
    {
        page.Element("h2", text.Others).Raw("\n");
        foreach (var type in pack.Resources.Where(r => r.Type != "StructureDefinition").GroupBy(r => r.Type).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Raw("<details><summary>").Text(string.Create(CultureInfo.InvariantCulture, $"{type.Key} ({type.Count()})")).Raw("</summary><ul>\n");
            foreach (var resource in type)
            {
                var title = resource.Url is { } url ? catalog.FindStored(resource.Type, url, resource.Version)?.Title : null;
                page.Raw("<li>").Link(title ?? resource.Id, ServerOptions.BasePath[1..], resource.Type, resource.Id).Raw(" <code>").Text(resource.Url).Raw("</code></li>\n");
            }

            page.Raw("</ul></details>\n");
        }
    }
}
