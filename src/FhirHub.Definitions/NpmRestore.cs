using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace FhirHub.Definitions;

/// <summary>
/// Brings <c>profiles/node_modules</c> in line with <c>profiles/package-lock.json</c>. A stamp inside <c>node_modules</c> holds the hash
/// of the lock file it was restored from; <c>npm ci</c> deletes the folder first, so a broken restore leaves no stamp.
/// </summary>
internal sealed class NpmRestore(string profiles)
{
    private const string Package = "hl7.fhir.r4.examples";

    /// <summary>Where the packages are.</summary>
    public string NodeModules => Path.Combine(profiles, "node_modules");

    private string Stamp => Path.Combine(NodeModules, ".restored");

    /// <summary>Restores when needed and returns the folder of the R4 package.</summary>
    public async Task<string> RunAsync()
    {
        var wanted = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(profiles, "package-lock.json"))));
        await using (await BuildLock.TakeAsync(Path.Combine(profiles, ".restore.lock")))
        {
            if (!File.Exists(Stamp) || File.ReadAllText(Stamp) != wanted)
            {
                await RestoreAsync();
            }
            // Written even when nothing was restored: the build compares its time with that of the tool.
            await File.WriteAllTextAsync(Stamp, wanted);
        }
        return Path.Combine(NodeModules, Package);
    }

    private async Task RestoreAsync()
    {
        Console.WriteLine(
            $"FHIR definitions: restoring {Package} and its companions into {NodeModules} with npm " +
            "(about 460 MB on disk; once per clone and change of the lock file)");
        var (exit, output) = await NpmAsync("ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (exit != 0)
            throw new DefinitionsException(
                $"npm could not restore {Package} (exit code {exit}); it needs its registry or a filled npm cache. " +
                $"Run 'npm ci --ignore-scripts' in {profiles} to see more. npm said: {Errors(output)}");
        if (!Directory.Exists(Path.Combine(NodeModules, Package)))
            throw new DefinitionsException($"npm ci succeeded but left no {Path.Combine(NodeModules, Package)}");
    }

    private async Task<(int Exit, string Output)> NpmAsync(params string[] arguments)
    {
        // npm is a script: a .cmd file on Windows, which only the shell starts.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/c", "npm", .. arguments])
            : new ProcessStartInfo("npm", arguments);
        start.WorkingDirectory = profiles;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            using var npm = Process.Start(start)!;
            var errors = npm.StandardError.ReadToEndAsync();
            var output = await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            return (npm.ExitCode, output + await errors);
        }
        catch (Win32Exception e)
        {
            throw new DefinitionsException(
                $"npm was not found. The FHIR R4 definitions come from the npm package {Package}: " +
                "install Node.js 20 or later so that 'npm' is on PATH, then build again.", e);
        }
    }

    private static string Errors(string output) =>
        string.Join(" | ", output.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("npm err", StringComparison.OrdinalIgnoreCase))
            .Take(4));
}
