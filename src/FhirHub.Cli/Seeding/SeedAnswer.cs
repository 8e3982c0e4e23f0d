using System.Net;
using System.Text.Json.Nodes;

namespace FhirHub.Cli.Seeding;

/// <summary>What a server answered.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">Null where it is no JSON, or none.</param>
internal sealed record SeedAnswer(HttpStatusCode Status, JsonNode? Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Ids of the rules that refused; empty where it was no rule.</summary>
    public IReadOnlyList<string> Rules =>
    [
        .. Issues.Where(i => (string?)i["code"] == "business-rule" && Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict)
            .Select(Code).OfType<string>().Where(c => c.Contains('.', StringComparison.Ordinal)),
    ];

    public bool HasIssue(string code) => Issues.Any(i => Code(i) == code);

    /// <summary>In one line.</summary>
    public string Said
    {
        get
        {
            string[] texts = [.. Issues.Select(i => (string?)i["diagnostics"] ?? (string?)i["details"]?["text"]).OfType<string>().Distinct()];
            return texts.Length == 0 ? $"{(int)Status} {Status}" : $"{(int)Status}: {string.Join(" ", texts)}";
        }
    }

    private IEnumerable<JsonObject> Issues => (Body as JsonObject)?["issue"] is JsonArray issues ? issues.OfType<JsonObject>() : [];

    private static string? Code(JsonObject issue) => (string?)issue["details"]?["coding"]?[0]?["code"];
}
