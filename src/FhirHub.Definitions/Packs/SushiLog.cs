using System.Text.RegularExpressions;

namespace FhirHub.Definitions.Packs;

/// <summary>Reads what SUSHI prints.</summary>
internal static partial class SushiLog
{
    /// <summary>
    /// Warnings that say nothing about a pack: packages that SUSHI would add unasked, with terminology and extensions that no pack uses;
    /// keys of the configuration that this tool reads itself; and the newest version of SUSHI, which the lock file decides.
    /// </summary>
    private static readonly string[] Noise =
    [
        "hl7.fhir.uv.tools.r4", "hl7.terminology.r4", "hl7.fhir.uv.extensions.r4", "The FSHOnly property is set to true", "latest version of sushi",
    ];

    public static IReadOnlyList<string> Errors(string output) => Messages(output, "error");

    public static IReadOnlyList<string> Warnings(string output) =>
        [.. Messages(output, "warn").Where(message => !Noise.Any(noise => message.Contains(noise, StringComparison.Ordinal)))];

    /// <summary>A message begins with its level and goes on with the lines that name its file and place.</summary>
    private static List<string> Messages(string output, string level)
    {
        var messages = new List<string>();
        var inside = false;
        foreach (var line in Escape().Replace(output, "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var begin = Level().Match(line);
            if (begin.Success)
                inside = begin.Groups[1].Value == level;
            else if (!Place().IsMatch(line))
                inside = false;
            if (inside && begin.Success)
                messages.Add(line[begin.Length..]);
            else if (inside)
                messages[^1] += "; " + line;
        }
        return messages;
    }

    [GeneratedRegex(@"^(info|warn|error|debug)\s+")]
    private static partial Regex Level();

    [GeneratedRegex("^(File|Lines?): ")]
    private static partial Regex Place();

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Escape();
}
