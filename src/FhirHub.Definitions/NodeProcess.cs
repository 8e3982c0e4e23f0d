using System.ComponentModel;
using System.Diagnostics;

namespace FhirHub.Definitions;

/// <summary>Runs Node.js and waits for its end.</summary>
internal static class NodeProcess
{
    /// <summary>Runs a script of this assembly, which reads its arguments from <c>process.argv</c>.</summary>
    public static async Task<NodeResult> RunScriptAsync(string script, params IEnumerable<string> arguments)
    {
        await using var source = typeof(NodeProcess).Assembly.GetManifestResourceStream(script)!;
        return await RunAsync(["--input-type=module", "-", .. arguments], [], source);
    }

    /// <param name="arguments">Of <c>node</c>.</param>
    /// <param name="environment">Added to that of this process.</param>
    /// <param name="input">Its standard input; none if null.</param>
    public static async Task<NodeResult> RunAsync(
        IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, Stream? input = null)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var node = Process.Start(start)!;
            var output = node.StandardOutput.ReadToEndAsync();
            var errors = node.StandardError.ReadToEndAsync();
            if (input is not null)
                await input.CopyToAsync(node.StandardInput.BaseStream);
            node.StandardInput.Close();
            await node.WaitForExitAsync();
            return new NodeResult(node.ExitCode, await output, await errors);
        }
        catch (Win32Exception e)
        {
            throw new DefinitionsException("node was not found: install Node.js 20 or later so that 'node' is on PATH, then build again.", e);
        }
    }
}
