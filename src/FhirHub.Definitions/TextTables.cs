using System.ComponentModel;
using System.Diagnostics;

namespace FhirHub.Definitions;

/// <summary>
/// Writes <c>folding.txt</c> and <c>pinyin.txt</c> by running <c>text-tables.mjs</c> with Node.js, which has the Unicode data that .NET
/// lacks where it runs without ICU, and can load the package of pinyin readings.
/// </summary>
internal sealed class TextTables(string nodeModules)
{
    private const string Script = "text-tables.mjs";

    /// <summary>Replaces both files, each at once, in a folder that exists.</summary>
    public async Task WriteAsync(string folder)
    {
        var drafts = Directory.CreateDirectory(Path.Combine(folder, $"text-tables.{Environment.ProcessId}.tmp")).FullName;
        try
        {
            await RunAsync(drafts);
            foreach (var table in Directory.EnumerateFiles(drafts))
                File.Move(table, Path.Combine(folder, Path.GetFileName(table)), overwrite: true);
        }
        finally
        {
            Directory.Delete(drafts, recursive: true);
        }
    }

    private async Task RunAsync(string output)
    {
        var start = new ProcessStartInfo("node", ["--input-type=module", "-", Path.GetDirectoryName(nodeModules)!, output])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var node = Process.Start(start)!;
            var errors = node.StandardError.ReadToEndAsync();
            await using (var script = typeof(TextTables).Assembly.GetManifestResourceStream(Script)!)
                await script.CopyToAsync(node.StandardInput.BaseStream);
            node.StandardInput.Close();
            await node.WaitForExitAsync();
            if (node.ExitCode != 0)
                throw new DefinitionsException($"{Script} failed (exit code {node.ExitCode}): {await errors}");
        }
        catch (Win32Exception e)
        {
            throw new DefinitionsException("node was not found: install Node.js 20 or later so that 'node' is on PATH, then build again.", e);
        }
    }
}
