using System.Text.Json;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Validation;
using FhirHub.Server.Configuration;
using FhirHub.Server.Http;

namespace FhirHub.Server.Pages;

/// <summary>The page <c>/packs/&lt;pack&gt;/&lt;profile&gt;</c>: differential, snapshot, rules and examples.</summary>
internal sealed class ProfilePage(InstalledPacks packs, DefinitionCatalog catalog, Validator validator)
{
    /// <returns>Null where the pack has no such profile.</returns>
    public async Task<Html?> WriteAsync(PageText text, InstalledPack pack, string id, CancellationToken cancellationToken)
    {
        if (pack.Resources.FirstOrDefault(r => r.Type == "StructureDefinition" && r.Id == id) is not { Url: { } url } resource
            || catalog.FindStored(resource.Type, url, resource.Version)?.Content() is not { } content)
            return null;
        using var json = JsonDocument.Parse(content, JsonText.Deep);
        var profile = json.RootElement;
        var page = new Html().Element("h1", Text(profile, "title") ?? Text(profile, "name") ?? id).Raw("\n");
        if (Text(profile, "description") is { } description)
            page.Element("p", description).Raw("\n");
        page.Raw("<table><tbody>\n").Row("URL", url).Row(text.Version, resource.Version).Row(text.Status, Text(profile, "status")).Row(text.Type, Text(profile, "type"));
        page.Row(text.BasedOn, Text(profile, "baseDefinition"));
        page.Raw("<tr>").Element("th scope=\"row\"", text.Resource).Raw("<td>").Link($"StructureDefinition/{id}", ServerOptions.BasePath[1..], "StructureDefinition", id).Raw("</td></tr>\n</tbody></table>\n");

        page.Element("h2", text.Differential).Raw("\n");
        ElementTable.Write(page, text, profile, "differential", text.Differential);
        WriteRules(page, text, profile);
        await WriteExamplesAsync(page, text, pack, url, cancellationToken);
        WriteSnapshot(page, text, resource.Version is null ? url : $"{url}|{resource.Version}");
        return page;
    }

    private static void WriteRules(Html page, PageText text, JsonElement profile)
    {
        page.Element("h2", text.Rules).Raw("\n");
        var rules = ConstraintText.Of(profile, text.IsChinese);
        if (rules.Count == 0)
        {
            page.Element("p", text.None).Raw("\n");
            return;
        }

        page.Raw("<div class=\"wide\"><table><thead><tr>");
        foreach (string heading in new[] { text.Key, text.Element, text.Severity, text.Meaning, text.Expression })
            page.Element("th scope=\"col\"", heading);
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var rule in rules)
        {
            page.Raw("<tr>").Element("th scope=\"row\"", rule.Key).Element("td", rule.Element).Element("td class=\"n\"", rule.IsError ? text.Error : text.Warning);
            page.Element("td", rule.Human).Raw("<td>").Element("code", rule.Expression).Raw("</td></tr>\n");
        }

        page.Raw("</tbody></table></div>\n");
    }

    private async Task WriteExamplesAsync(Html page, PageText text, InstalledPack pack, string url, CancellationToken cancellationToken)
    {
        page.Element("h2", text.Examples).Raw("\n");
        var examples = await packs.ExamplesAsync(pack.Name, url, cancellationToken);
        if (examples.Count == 0)
            page.Element("p", text.None).Raw("\n");
        foreach (var (name, json) in examples)
            page.Raw("<details>").Element("summary", name).Raw("<pre>").Text(System.Text.Encoding.UTF8.GetString(json.Span)).Raw("</pre></details>\n");
    }

    private void WriteSnapshot(Html page, PageText text, string canonical)
    {
        page.Element("h2", text.Snapshot).Raw("\n");
        if (validator.FindWithSnapshot(canonical) is not { } whole)
        {
            page.Element("p", text.NoSnapshot).Raw("\n");
            return;
        }

        using var json = JsonDocument.Parse(whole, JsonText.Deep);
        page.Raw("<details>").Element("summary", text.Snapshot).Raw("\n");
        ElementTable.Write(page, text, json.RootElement, "snapshot", text.Snapshot);
        page.Raw("</details>\n");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
