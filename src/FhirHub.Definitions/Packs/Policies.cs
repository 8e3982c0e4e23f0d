namespace FhirHub.Definitions.Packs;

/// <summary>
/// Checks the <c>policy.json</c> of packs by running <c>policies.mjs</c> with Node.js: against <c>policy.schema.json</c> of their folder, and
/// whether each value comes from where it may.
/// </summary>
internal sealed class Policies(string nodeModules, string schema)
{
    private const string Script = "policies.mjs";

    /// <summary>Throws with every fault.</summary>
    public async Task CheckAsync(IEnumerable<PackSource> packs)
    {
        var files = new List<string>();
        foreach (var pack in packs)
        {
            var file = Path.Combine(pack.Folder, "policy.json");
            files.Add(File.Exists(file) ? file : throw new DefinitionsException($"the pack {pack.Name} has no policy.json"));
        }
        var result = await NodeProcess.RunScriptAsync(Script, [Path.GetDirectoryName(nodeModules)!, schema, .. files]);
        if (result.Exit != 0)
            throw new DefinitionsException($"policies are at fault:{Environment.NewLine}{(result.Output + result.Errors).Trim()}");
    }
}
