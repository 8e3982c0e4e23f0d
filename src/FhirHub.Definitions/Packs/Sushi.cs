namespace FhirHub.Definitions.Packs;

/// <summary>Runs SUSHI, the compiler of FHIR Shorthand (npm package <c>fsh-sushi</c>), without a network.</summary>
internal sealed class Sushi(string nodeModules, PackageCache cache)
{
    /// <summary>Nothing listens there: what SUSHI would ask a registry fails at once instead of after a time-out.</summary>
    private const string Nowhere = "http://127.0.0.1:9";

    private readonly Dictionary<string, string> _environment = new()
    {
        ["HOME"] = cache.Home,
        ["USERPROFILE"] = cache.Home,
        ["FPL_REGISTRY"] = Nowhere,
        ["HTTPS_PROXY"] = Nowhere,
        ["npm_config_offline"] = "true",
        ["NO_COLOR"] = "1",
    };

    /// <summary>
    /// Compiles a pack into <c>fsh-generated</c> of a folder that exists. Throws with SUSHI's messages when it has errors. Profiles get
    /// snapshots: packs that build on them need those.
    /// </summary>
    public async Task<SushiResult> CompileAsync(PackSource pack, string output)
    {
        string[] arguments = [Path.Combine(nodeModules, "fsh-sushi", "dist", "app.js"), "build", pack.Folder, "--snapshot", "--out", output];
        var result = await NodeProcess.RunAsync(arguments, _environment);
        var log = result.Output + result.Errors;
        var errors = SushiLog.Errors(log);
        if (result.Exit != 0 || errors.Count > 0)
            throw new DefinitionsException(
                $"SUSHI refused the pack {pack.Name} (exit code {result.Exit}):{Environment.NewLine}" +
                (errors.Count > 0 ? string.Join(Environment.NewLine, errors) : log));
        return new SushiResult(Path.Combine(output, "fsh-generated"), SushiLog.Warnings(log));
    }
}
