using System.Globalization;
using System.Text.Json;

namespace FhirHub.Server.Pages;

/// <summary>The elements of a differential or snapshot as a table.</summary>
internal static class ElementTable
{
    private const int DeepestIndent = 4;
    private static readonly string[] Named = ["profile", "targetProfile"];

    public static void Write(Html page, PageText text, JsonElement profile, string view, string caption)
    {
        page.Raw("<div class=\"wide\"><table>").Element("caption", caption).Raw("<thead><tr>");
        foreach (string heading in new[] { text.Element, text.Cardinality, text.Types, text.Terms, text.Meaning })
            page.Element("th scope=\"col\"", heading);
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var element in ElementsOf(profile, view))
            WriteElement(page, text, element);
        page.Raw("</tbody></table></div>\n");
    }

    public static IEnumerable<JsonElement> ElementsOf(JsonElement profile, string view) =>
        profile.TryGetProperty(view, out var part) && part.TryGetProperty("element", out var elements) && elements.ValueKind == JsonValueKind.Array
            ? elements.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)
            : [];

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void WriteElement(Html page, PageText text, JsonElement element)
    {
        string path = Text(element, "path") ?? "–";
        int depth = Math.Min(path.Count(c => c == '.'), DeepestIndent);
        string name = path[(path.LastIndexOf('.') + 1)..];
        string label = Text(element, "sliceName") is { } slice ? $"{name}:{slice}" : name;
        page.Raw(string.Create(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\" class=\"d{depth}\">")).Text(label);
        if (element.TryGetProperty("mustSupport", out var must) && must.ValueKind == JsonValueKind.True)
            page.Raw(" <span class=\"more\">").Text(text.MustSupport).Raw("</span>");
        page.Raw("</th>").Element("td class=\"c\"", CardinalityOf(element)).Element("td", TypesOf(element)).Element("td", TermsOf(element));
        page.Element("td", Text(element, "short") ?? Text(element, "definition")).Raw("</tr>\n");
    }

    private static string? CardinalityOf(JsonElement element)
    {
        string? min = element.TryGetProperty("min", out var least) ? least.GetRawText() : null;
        string? max = Text(element, "max");
        return min is null && max is null ? null : $"{min ?? string.Empty}..{max ?? string.Empty}";
    }

    private static string? TypesOf(JsonElement element)
    {
        if (Text(element, "contentReference") is { } reference)
            return reference;
        if (!element.TryGetProperty("type", out var types) || types.ValueKind != JsonValueKind.Array)
            return null;
        return string.Join(" | ", types.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.Object).Select(t => (Text(t, "code") ?? "?") + TargetsOf(t)));
    }

    private static string TargetsOf(JsonElement type)
    {
        var targets = Named
            .SelectMany(n => type.TryGetProperty(n, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : Enumerable.Empty<JsonElement>())
            // A list may hold null, beside which an extension stands.
            .Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!).Select(t => t[(t.LastIndexOf('/') + 1)..]).ToList();
        return targets.Count == 0 ? string.Empty : $"({string.Join(" | ", targets)})";
    }

    private static string? TermsOf(JsonElement element)
    {
        var terms = new List<string>();
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name.StartsWith("fixed", StringComparison.Ordinal) || member.Name.StartsWith("pattern", StringComparison.Ordinal))
                terms.Add("= " + (member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText()));
            else if (member.Name.StartsWith("minValue", StringComparison.Ordinal))
                terms.Add("≥ " + member.Value);
            else if (member.Name.StartsWith("maxValue", StringComparison.Ordinal))
                terms.Add("≤ " + member.Value);
            else if (member.Name == "maxLength")
                terms.Add("≤ " + member.Value.GetRawText() + " chars");
        }

        if (element.TryGetProperty("binding", out var binding) && binding.ValueKind == JsonValueKind.Object)
            terms.Add($"{Text(binding, "valueSet")} ({Text(binding, "strength")})");
        return terms.Count == 0 ? null : string.Join("; ", terms);
    }
}
