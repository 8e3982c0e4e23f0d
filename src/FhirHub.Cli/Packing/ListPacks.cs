using System.CommandLine;
using System.Globalization;
using FhirHub.Engine.Packs;

namespace FhirHub.Cli.Packing;

/// <summary><c>fhirhub pack list</c></summary>
internal static class ListPacks
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var paths = new Argument<string[]>("pack") { Description = "Folders and .tgz archives, or a folder of such.", Arity = ArgumentArity.OneOrMore };
        var (without, colour) = (CommonOptions.Without(), CommonOptions.Colour());
        var command = new Command("list", "Say what packs are and hold.") { paths, without, colour };
        command.SetAction(parsed =>
        {
            try
            {
                var paint = Paint.Of(parsed.GetValue(colour)!);
                foreach (var pack in new PackResolver([], parsed.GetValue(without)!).Resolve(parsed.GetValue(paths)!))
                    Write(output, paint, pack);
                return Exits.Fine;
            }
            catch (PackException e)
            {
                errors.WriteLine(e.Message);
                return Exits.NotDone;
            }
        });
        return command;
    }

    private static void Write(TextWriter output, Paint paint, Pack pack)
    {
        output.WriteLine($"{paint.Bold(pack.Name)} {pack.Version}  {pack.Manifest.Title}");
        if (pack.Manifest.Canonical is { } canonical)
            output.WriteLine($"  {paint.Grey(canonical)}");
        string types = string.Join(", ", pack.Definitions.GroupBy(d => d.Type).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key}")));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {types}; {pack.Examples.Count} examples{(pack.Policy is null ? "" : "; policy")}"));
        if (pack.Manifest.Dependencies.Count > 0)
            output.WriteLine($"  needs {string.Join(", ", pack.Manifest.Dependencies.Select(d => $"{d.Key}#{d.Value}"))}");
    }
}
