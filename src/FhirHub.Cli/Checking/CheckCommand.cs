using System.CommandLine;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli.Checking;

/// <summary><c>fhirhub check</c>: validates files, without a server.</summary>
internal static class CheckCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var paths = new Argument<string[]>("path") { Description = "Files and folders with resources: .json, .ndjson, .xml.", Arity = ArgumentArity.OneOrMore };
        var profiles = new Option<string[]>("--profile") { Description = "A canonical that every resource must conform to. May be repeated.", DefaultValueFactory = _ => [] };
        var references = new Option<bool>("--references") { Description = "References must lead to resources among the files." };
        var bestPractice = new Option<bool>("--best-practice") { Description = "Warn of broken invariants that are marked as best practice." };
        var strict = new Option<bool>("--warnings-as-errors") { Description = "End with 1 for warnings, too." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Tell errors only." };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Tell hints, too, and what is valid." };
        var format = new Option<string>("--format") { Description = "text, or json: one object with issues and summary.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var (packs, without, colour, language) = (CommonOptions.Packs(), CommonOptions.Without(), CommonOptions.Colour(), CommonOptions.Language());
        var command = new Command("check", "Validate resources against R4, the profiles they claim, and others.")
        {
            paths, packs, without, profiles, references, bestPractice, strict, quiet, verbose, format, language, colour,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ValidationOptions
            {
                Profiles = parsed.GetValue(profiles)!,
                Language = CommonOptions.LanguageOf(parsed.GetValue(language)),
                References = parsed.GetValue(references) ? ReferenceCheck.Exist : ReferenceCheck.Text,
                BestPractice = parsed.GetValue(bestPractice) ? BestPractice.Warn : BestPractice.Ignore,
            };
            var scope = parsed.GetValue(verbose) ? IssueScope.All : parsed.GetValue(quiet) ? IssueScope.Errors : IssueScope.Problems;
            ICheckReport report = parsed.GetValue(format) == "json"
                ? new JsonReport(output, scope)
                : new CheckReport(output, Paint.Of(parsed.GetValue(colour)!), options.Language, scope);
            bool isWhole;
            try
            {
                var definitions = KnownDefinitions.Of(parsed.GetValue(packs)!, parsed.GetValue(without)!);
                var run = new CheckRun(definitions, options, report, errors);
                await run.CheckAsync(parsed.GetValue(paths)!, cancellationToken);
                isWhole = !run.IsIncomplete;
            }
            catch (Exception e) when (e is PackException or CheckException)
            {
                await errors.WriteLineAsync(e.Message);
                return Exits.NotDone;
            }

            report.Summarize();
            var totals = report.Totals;
            return !isWhole ? Exits.NotDone : totals.Errors > 0 || (parsed.GetValue(strict) && totals.Warnings > 0) ? Exits.Errors : Exits.Fine;
        });
        return command;
    }
}
