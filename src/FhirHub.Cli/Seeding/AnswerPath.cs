using System.Globalization;
using System.Text.Json.Nodes;

namespace FhirHub.Cli.Seeding;

/// <summary>Finds a text in an answer, by a path as in <see cref="Samples.Province.ProvinceCapture"/>.</summary>
internal static class AnswerPath
{
    /// <summary>Null where there is none.</summary>
    public static string? Find(JsonNode? answer, string path)
    {
        var node = answer;
        foreach (string step in path.Split('.'))
        {
            int bracket = step.IndexOf('[', StringComparison.Ordinal);
            node = (node as JsonObject)?[bracket < 0 ? step : step[..bracket]];
            if (bracket >= 0)
                node = ItemOf(node as JsonArray, step[(bracket + 1)..^1]);
        }

        return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    private static JsonNode? ItemOf(JsonArray? items, string which) => int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
        ? items?.ElementAtOrDefault(index)
        : items?.FirstOrDefault(i => (string?)i?["name"] == which || (string?)i?["resource"]?["resourceType"] == which);
}
