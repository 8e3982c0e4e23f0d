using FhirHub.Definitions;

namespace FhirHub.DefinitionsTests;

/// <summary>The scripts of <c>samples/province</c> against their JSON Schema, with the validator that policies are checked by.</summary>
public sealed class ProvinceScriptsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "province");

    private static IEnumerable<string> Scripts() => Directory.EnumerateFiles(Folder, "*.json")
        .Select(f => Path.GetFileName(f)!).Where(f => !f.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Scripts))]
    public async Task A_script_meets_the_schema(string name)
    {
        var result = await ValidateAsync(Path.Combine(Folder, name));
        Assert.That(result.Exit, Is.Zero, result.Output + result.Errors);
    }

    [Test]
    public async Task What_is_at_fault_is_told()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bad.json", (await File.ReadAllTextAsync(Path.Combine(Folder, Scripts().First()))).Replace("\"tertiary\"", "\"highest\"", StringComparison.Ordinal));
        var result = await ValidateAsync(Path.Combine(folder.Path, "bad.json"));
        Assert.That(result.Exit, Is.EqualTo(1), result.Errors);
        Assert.That(result.Output, Does.Contain("/institutions/0/level"));
    }

    private static Task<NodeResult> ValidateAsync(string file) => NodeProcess.RunAsync(
        [
            "--input-type=module", "--eval",
            """
            import { createRequire } from 'node:module';
            import { readFileSync } from 'node:fs';
            const [modules, schema, file] = process.argv.slice(1);
            const Ajv = createRequire(modules + '/package.json')('ajv').default;
            const isValid = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false, strictSchema: false, validateFormats: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));
            const holds = isValid(JSON.parse(readFileSync(file, 'utf8')));
            for (const e of isValid.errors ?? []) console.log(e.instancePath, e.message, JSON.stringify(e.params));
            process.exitCode = holds ? 0 : 1;
            """,
            Path.GetDirectoryName(Repository.NodeModules)!, Path.Combine(Folder, "province.schema.json"), file,
        ],
        []);
}
