using System.CommandLine;
using FhirHub.Definitions;
using FhirHub.Definitions.Packs;
using FhirHub.Engine.Packs;

namespace FhirHub.Cli.Packing;

/// <summary><c>fhirhub pack build</c>: FHIR Shorthand projects by the compiler of the build, or compiled JSON as it is, become packages.</summary>
internal static class BuildPacks
{
    private const string Shorthand = "sushi-config.yaml";

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var folders = new Argument<string[]>("folder") { Description = "A folder of FHIR Shorthand projects such as profiles, one of them, or a folder of compiled JSON.", Arity = ArgumentArity.OneOrMore };
        var target = new Option<string>("--output", "-o") { Description = "Where packages are written (default artifacts).", DefaultValueFactory = _ => "artifacts" };
        var command = new Command("build", "Make packages: <output>/packs/<pack>.tgz.") { folders, target };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                foreach (string folder in parsed.GetValue(folders)!)
                    await BuildAsync(folder, Path.GetFullPath(parsed.GetValue(target)!), output, cancellationToken);
                return Exits.Fine;
            }
            catch (Exception e) when (e is PackException or DefinitionsException or IOException or UnauthorizedAccessException)
            {
                await errors.WriteLineAsync(e.Message);
                return Exits.NotDone;
            }
        });
        return command;
    }

    private static async Task BuildAsync(string folder, string target, TextWriter output, CancellationToken cancellationToken)
    {
        folder = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        if (!Directory.Exists(folder))
            throw new PackException(folder, "There is no such folder.");
        // A project is compiled with those beside it, which it may build on.
        string profiles = File.Exists(Path.Combine(folder, Shorthand)) ? Path.GetDirectoryName(folder)! : folder;
        if (Directory.EnumerateDirectories(profiles).Any(d => File.Exists(Path.Combine(d, Shorthand))))
        {
            if (!File.Exists(Path.Combine(profiles, "package-lock.json")))
                throw new PackException(folder, $"The compiler is restored by npm: {profiles} needs a package.json and a package-lock.json with fsh-sushi, as FhirHub's own profiles have.");
            await new PackCompiler(profiles, target, new NpmRestore(profiles)).RunAsync();
            await output.WriteLineAsync($"The packs of {profiles} are in {Path.Combine(target, "packs")}.");
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var pack = PackReader.Read(folder);
        string archive = JsonPackage.Write(pack, target);
        await output.WriteLineAsync($"{pack.Manifest}: {pack.Definitions.Count} definitions, {pack.Examples.Count} examples in {archive}");
    }
}
