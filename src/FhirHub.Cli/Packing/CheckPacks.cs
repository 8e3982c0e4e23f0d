using System.CommandLine;
using System.Globalization;
using FhirHub.Cli.Checking;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli.Packing;

/// <summary><c>fhirhub pack check</c>: whether packs can be installed and do what they say.</summary>
internal static class CheckPacks
{
    private static readonly ReadLimits Limits = new() { MaxDepth = 256 };

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var paths = new Argument<string[]>("pack") { Description = "Folders and .tgz archives, or a folder of such.", Arity = ArgumentArity.OneOrMore };
        var (without, colour, language) = (CommonOptions.Without(), CommonOptions.Colour(), CommonOptions.Language());
        var command = new Command("check", "Check packs: their files, dependencies, profiles and examples.") { paths, without, language, colour };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(paths)!.FirstOrDefault(p => !File.Exists(p) && !Directory.Exists(p)) is { } missing)
            {
                await errors.WriteLineAsync($"There is no file or folder {missing}.");
                return Exits.NotDone;
            }

            try
            {
                var definitions = KnownDefinitions.Of(parsed.GetValue(paths)!, parsed.GetValue(without)!);
                var report = new CheckReport(output, Paint.Of(parsed.GetValue(colour)!), CommonOptions.LanguageOf(parsed.GetValue(language)), IssueScope.Errors);
                int faults = 0;
                foreach (var pack in definitions.Packs)
                    faults += await CheckAsync(definitions, pack, report, output, CommonOptions.LanguageOf(parsed.GetValue(language)), cancellationToken);
                report.Summarize();
                return faults + report.Totals.Errors > 0 ? Exits.Errors : Exits.Fine;
            }
            catch (PackException e)
            {
                foreach (string fault in e.Faults)
                    await errors.WriteLineAsync(fault);
                return Exits.Errors;
            }
        });
        return command;
    }

    /// <summary>How many faults its definitions have.</summary>
    private static async Task<int> CheckAsync(
        KnownDefinitions definitions, Pack pack, CheckReport report, TextWriter output, MessageLanguage language, CancellationToken cancellationToken)
    {
        var validator = definitions.Validator(new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        var faults = pack.Definitions.SelectMany(d => FhirJsonReader.Read(d.Json, Limits).Issues.Select(i => $"{d.Path}, line {i.Line}: {i.Diagnostics}")).ToList();
        int profiles = 0;
        foreach (var definition in pack.Definitions.Where(d => d is { Type: "StructureDefinition", Url: not null }))
        {
            profiles++;
            faults.AddRange(validator.Prepare(definition.Version is null ? definition.Url! : $"{definition.Url}|{definition.Version}").Select(f => $"{definition.Path}: {f}"));
        }

        foreach (string fault in faults)
            await output.WriteLineAsync(fault);
        var options = new ValidationOptions { Language = language };
        foreach (var example in pack.Examples)
            report.Add(new FoundResource($"{pack.Name}/{example.Path}", example.Json), (await validator.ValidateAsync(example.Json, options, cancellationToken)).Issues);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{pack.Manifest}: {pack.Definitions.Count} definitions ({profiles} profiles and extensions, {faults.Count} faults), {pack.Examples.Count} examples"));
        return faults.Count;
    }
}
