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
            var result = await NodeProcess.RunScriptAsync(Script, Path.GetDirectoryName(nodeModules)!, drafts);
            if (result.Exit != 0)
                throw new DefinitionsException($"{Script} failed (exit code {result.Exit}): {result.Errors}");
            foreach (var table in Directory.EnumerateFiles(drafts))
                File.Move(table, Path.Combine(folder, Path.GetFileName(table)), overwrite: true);
        }
        finally
        {
            Directory.Delete(drafts, recursive: true);
        }
    }
}
