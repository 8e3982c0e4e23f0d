using System.Globalization;
using System.Text.Json;

namespace FhirHub.Regional.Policies;

/// <summary>What the <c>policy.json</c> of one pack says, without the packs it builds on.</summary>
internal sealed class PolicyDocument
{
    private readonly Dictionary<(string Section, string Name), PolicyEntry> _entries = [];

    private PolicyDocument(string pack, IReadOnlyList<string> divisions) => (Pack, Divisions) = (pack, divisions);

    /// <summary>Short name, <c>cn-base</c>.</summary>
    public string Pack { get; }

    /// <summary>Prefixes of GB/T 2260.</summary>
    public IReadOnlyList<string> Divisions { get; }

    public PolicyEntry? Find(string section, string name) => _entries.GetValueOrDefault((section, name));

    /// <returns>Null where the text is none.</returns>
    public static PolicyDocument? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var seed = root.GetProperty("seed");
            string? number = seed.ValueKind == JsonValueKind.Object ? seed.GetProperty("number").GetString() : null;
            var document = new PolicyDocument(root.GetProperty("pack").GetString()!, [.. root.GetProperty("divisions").EnumerateArray().Select(d => d.GetString()!)]);
            foreach (var section in root.GetProperty("parameters").EnumerateObject())
            {
                foreach (var parameter in section.Value.EnumerateObject())
                    document._entries[(section.Name, parameter.Name)] = Read(parameter.Value, number);
            }

            return document;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static PolicyEntry Read(JsonElement parameter, string? number)
    {
        var source = parameter.GetProperty("source") is { ValueKind: JsonValueKind.Object } place
            ? new PolicySource(number ?? place.GetProperty("seed").GetString(), place.GetProperty("place").GetString())
            : PolicySource.Default;
        bool dated = parameter.TryGetProperty("activeFrom", out var from);
        var day = dated && from.ValueKind == JsonValueKind.String ? DateOnly.ParseExact(from.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : (DateOnly?)null;
        return new PolicyEntry(parameter.GetProperty("value").Clone(), source, day, dated && day is null);
    }
}
