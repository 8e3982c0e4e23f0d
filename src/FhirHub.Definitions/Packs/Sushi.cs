using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FhirHub.Definitions.Packs;

/// <summary>Runs SUSHI, the compiler of FHIR Shorthand (npm package <c>fsh-sushi</c>), without a network.</summary>
internal sealed partial class Sushi(string nodeModules, PackageCache cache)
{
    /// <summary>Nothing listens there: what SUSHI would ask a registry fails at once instead of after a time-out.</summary>
    private const string Nowhere = "http://127.0.0.1:9";

    /// <summary>
    /// Warnings that say nothing about a pack: packages that SUSHI would add unasked, with terminology and extensions that no pack uses;
    /// keys of the configuration that this tool reads itself; and the newest version of SUSHI, which the lock file decides.
    /// </summary>
    private static readonly string[] Noise =
    [
        "hl7.fhir.uv.tools.r4", "hl7.terminology.r4", "hl7.fhir.uv.extensions.r4", "The FSHOnly property is set to true", "latest version of sushi",
    ];

    /// <summary>Compiles a pack into <c>fsh-generated</c> of a folder that exists. Throws with SUSHI's messages when it has errors.</summary>
    public async Task<SushiResult> CompileAsync(PackSource pack, string output)
    {
        var (exit, lines) = await RunAsync(pack.Folder, output);
        var errors = Messages(lines, "error");
        var warnings = Messages(lines, "warn").Where(message => !Noise.Any(message.Contains)).ToList();
        if (exit != 0 || errors.Count > 0)
            throw new DefinitionsException($"SUSHI refused the pack {pack.Name} (exit code {exit}):{Environment.NewLine}{List(errors.Count > 0 ? errors : lines)}");
        return new SushiResult(Path.Combine(output, "fsh-generated"), warnings);
    }

    private async Task<(int Exit, IReadOnlyList<string> Lines)> RunAsync(string pack, string output)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(nodeModules, "fsh-sushi", "dist", "app.js"), "build", pack, "--snapshot", "--out", output])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = cache.Home;
        start.Environment["USERPROFILE"] = cache.Home;
        start.Environment["FPL_REGISTRY"] = Nowhere;
        start.Environment["HTTPS_PROXY"] = Nowhere;
        start.Environment["npm_config_offline"] = "true";
        start.Environment["NO_COLOR"] = "1";
        try
        {
            using var node = Process.Start(start)!;
            var errors = node.StandardError.ReadToEndAsync();
            var text = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            return (node.ExitCode, Escape().Replace(text + await errors, "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Win32Exception e)
        {
            throw new DefinitionsException("node was not found: install Node.js 20 or later so that 'node' is on PATH, then build again.", e);
        }
    }

    /// <summary>A message begins with its level and goes on with the lines that name its file and place.</summary>
    private static List<string> Messages(IReadOnlyList<string> lines, string level)
    {
        var messages = new List<string>();
        var inside = false;
        foreach (var line in lines)
        {
            var begins = Level().Match(line);
            if (begins.Success)
                inside = begins.Groups[1].Value == level;
            else if (!line.StartsWith("File:", StringComparison.Ordinal) && !line.StartsWith("Line", StringComparison.Ordinal))
                inside = false;
            if (!inside)
                continue;
            if (begins.Success)
                messages.Add(line[begins.Length..]);
            else
                messages[^1] += "; " + line;
        }
        return messages;
    }

    private static string List(IEnumerable<string> messages) => string.Join(Environment.NewLine, messages.Select(m => "  " + m));

    [GeneratedRegex(@"^(info|warn|error|debug)\s+")]
    private static partial Regex Level();

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Escape();
}
