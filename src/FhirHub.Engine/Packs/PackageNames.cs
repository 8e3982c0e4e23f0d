using System.Text.RegularExpressions;

namespace FhirHub.Engine.Packs;

/// <summary>
/// What packages may be called: https://confluence.hl7.org/display/FHIR/NPM+Package+Specification. Names become paths, addresses of pages and keys
/// of the database, so that nothing else is let in.
/// </summary>
internal static partial class PackageNames
{
    // That of npm.
    private const int MaxName = 214;
    private const int MaxVersion = 100;

    /// <summary>Words of letters, digits, <c>-</c> and <c>_</c> with single dots between them: <c>hl7.fhir.r4.core</c>.</summary>
    public static bool IsName(string name) => name.Length <= MaxName && Name().IsMatch(name);

    /// <summary>https://semver.org: <c>1.0.0</c>, <c>1.0.0-ballot.2</c>.</summary>
    public static bool IsVersion(string version) => version.Length <= MaxVersion && Version().IsMatch(version);

    /// <summary>A version, one with <c>x</c> for parts of it, or a word that stands for any, see <see cref="PackResolver.Fits"/>.</summary>
    public static bool IsWanted(string version) => version.Length <= MaxVersion && (PackResolver.IsAny(version) || Wanted().IsMatch(version));

    /// <summary>The name nearest to a text: what a name may not have becomes <c>-</c>.</summary>
    public static string From(string text)
    {
        string name = string.Join('.', Others().Replace(text, "-").Split('.', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim('-')).Where(p => p.Length > 0));
        return name.Length is > 0 and <= MaxName ? name : "pack";
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+(-[A-Za-z0-9.-]+)?(\+[A-Za-z0-9.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"^([0-9]+|x)(\.([0-9]+|x)){0,2}(-[A-Za-z0-9.-]+)?(\+[A-Za-z0-9.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Wanted();

    [GeneratedRegex("[^A-Za-z0-9._-]", RegexOptions.CultureInvariant)]
    private static partial Regex Others();
}
