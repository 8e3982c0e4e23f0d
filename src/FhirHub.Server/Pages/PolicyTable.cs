using System.Text.Json;
using FhirHub.Server.Http;

namespace FhirHub.Server.Pages;

/// <summary>The parameters of a pack's <c>policy.json</c>, each with where it comes from.</summary>
internal static class PolicyTable
{
    public static void Write(Html page, PageText text, string? policy)
    {
        if (policy is null)
            return;
        using var json = JsonDocument.Parse(policy, JsonText.Deep);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("parameters", out var groups) || groups.ValueKind != JsonValueKind.Object)
            return;
        page.Element("h2", text.Policy).Raw("\n");
        foreach (var group in groups.EnumerateObject().Where(g => g.Value.ValueKind == JsonValueKind.Object && g.Value.EnumerateObject().Any()))
        {
            page.Raw("<div class=\"wide\"><table>").Element("caption", group.Name).Raw("<thead><tr>");
            page.Element("th scope=\"col\"", text.Parameter).Element("th scope=\"col\"", text.Value).Element("th scope=\"col\"", text.Source).Raw("</tr></thead>\n<tbody>\n");
            foreach (var parameter in group.Value.EnumerateObject())
            {
                page.Raw("<tr>").Element("th scope=\"row\"", parameter.Name).Element("td", Member(parameter.Value, "value"));
                page.Raw("<td>").Text(Source(parameter.Value)).Raw("</td></tr>\n");
            }

            page.Raw("</tbody></table></div>\n");
        }
    }

    private static string? Member(JsonElement parameter, string name) => parameter.ValueKind == JsonValueKind.Object && parameter.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
        : null;

    private static string? Source(JsonElement parameter)
    {
        string? source = parameter.ValueKind == JsonValueKind.Object && parameter.TryGetProperty("source", out var given)
            ? given.ValueKind == JsonValueKind.Object ? string.Join(", ", given.EnumerateObject().Select(m => m.Value.ToString())) : given.ToString()
            : null;
        return Member(parameter, "note") is { } note ? $"{source}. {note}" : source;
    }
}
