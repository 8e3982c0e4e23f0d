using System.CommandLine;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static Option<string[]> Packs() => new("--pack", "-p") { Description = "A pack to validate against: a folder or .tgz. Those it depends on are found beside it. May be repeated.", DefaultValueFactory = _ => [] };

    public static Option<string[]> Without() => new("--without") { Description = "A package that packs may depend on without its being there. May be repeated.", DefaultValueFactory = _ => [] };

    public static Option<string> Colour()
    {
        var option = new Option<string>("--color") { Description = "auto, always or never.", DefaultValueFactory = _ => "auto" };
        option.AcceptOnlyFromAmong("auto", "always", "never");
        return option;
    }

    public static Option<string?> Language()
    {
        var option = new Option<string?>("--language", "-l") { Description = "en or zh; the default is that of LC_ALL, LC_MESSAGES or LANG." };
        option.AcceptOnlyFromAmong("en", "zh");
        return option;
    }

    public static MessageLanguage LanguageOf(string? wish) => LanguageOf(wish, Environment.GetEnvironmentVariable);

    /// <summary>The same with an environment at hand.</summary>
    internal static MessageLanguage LanguageOf(string? wish, Func<string, string?> variable)
    {
        // One that is set to nothing counts as not set: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html#tag_08_02
        string said = wish ?? Variables.Select(variable).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? string.Empty;
        return said.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? MessageLanguage.Chinese : MessageLanguage.English;
    }
}
