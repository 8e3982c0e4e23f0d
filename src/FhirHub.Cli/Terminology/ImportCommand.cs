using System.CommandLine;
using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Messages;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli.Terminology;

/// <summary><c>fhirhub terminology import</c>: a table becomes a code system on a server, or a CodeSystem in a file.</summary>
internal static class ImportCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var file = new Argument<FileInfo>("file") { Description = "A table: CSV in UTF-8 or GB18030." };
        var server = new Option<string?>("--server", "-s") { Description = "FHIR service root of the server that gets it, such as http://127.0.0.1:8080/fhir." };
        var target = new Option<string?>("--output", "-o") { Description = "Instead of a server: the file for the CodeSystem in JSON." };
        var language = CommonOptions.Language();
        var options = new ImportOptions();
        var command = new Command("import", "Make a code system of a table; nothing of one with faults, each of which is told with its line.") { file, server, target, language };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool isChinese = CommonOptions.LanguageOf(parsed.GetValue(language)) == MessageLanguage.Chinese;
            // For this flow alone: faults of the table come in it.
            CultureInfo.CurrentUICulture = isChinese ? CultureInfo.GetCultureInfo("zh") : CultureInfo.InvariantCulture;
            try
            {
                var import = new TableImport(parsed.GetValue(file)!, options.SystemOf(parsed), options.MappingOf(parsed));
                switch (parsed.GetValue(server), parsed.GetValue(target))
                {
                    case ({ } root, null):
                        return await new ServerImport(RootOf(root), isChinese ? "zh" : "en", output, errors).RunAsync(import, cancellationToken);
                    case (null, { } path):
                        await FileImport.RunAsync(import, path, output, cancellationToken);
                        return Exits.Fine;
                    default:
                        throw new ImportException("Say where the code system goes to: --server or --output, one of them.");
                }
            }
            catch (FhirException e)
            {
                foreach (var issue in TermTexts.Of(e).Issues)
                    await errors.WriteLineAsync(issue.Diagnostics);
                return e.Kind == FaultKind.Unprocessable ? Exits.Errors : Exits.NotDone;
            }
            catch (Exception e) when (e is ImportException or IOException or UnauthorizedAccessException or HttpRequestException)
            {
                await errors.WriteLineAsync(e.Message);
                return Exits.NotDone;
            }
        });
        return command;
    }

    private static Uri RootOf(string server) => Uri.TryCreate(server, UriKind.Absolute, out var root) && root.Scheme is ("http" or "https")
        ? root
        : throw new ImportException($"--server '{server}' is no URL of HTTP.");
}
