using System.Text.Json;
using System.Text.RegularExpressions;

namespace FhirHub.UnitTests.Regional.Policies;

/// <summary>A parameter that nothing reads misleads who sets it: what is not read yet is told in the table of profiles/README.md, and nothing else is.</summary>
[TestFixture]
internal sealed partial class ReadParametersTests
{
    private static readonly string[] Sections = ["healthCard", "booking", "referral", "alliance", "recognition"];

    [Test]
    public void What_no_operation_reads_is_told_in_the_table_of_parameters()
    {
        string sources = Path.Combine(RepositoryRoot.Path, "src", "FhirHub.Regional");
        var read = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories).SelectMany(f => ReadIn(File.ReadAllText(f))).ToHashSet();
        string[] unread = [.. Parameters().Where(p => !read.Contains(p)).Order(StringComparer.Ordinal)];
        string[] told = [.. NotYet().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "profiles", "README.md"))).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.That(unread, Is.EqualTo(told));
    }

    private static IEnumerable<string> Parameters()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "profiles", "policy.schema.json")));
        var sections = schema.RootElement.GetProperty("properties").GetProperty("parameters").GetProperty("properties");
        foreach (string section in Sections)
        {
            foreach (var parameter in sections.GetProperty(section).GetProperty("properties").EnumerateObject())
                yield return $"{section}.{parameter.Name}";
        }
    }

    /// <summary>Calls of <c>Policy.Get</c>; a name may be one of two, and the section a constant.</summary>
    private static IEnumerable<string> ReadIn(string code)
    {
        string? constant = Constant().Match(code) is { Success: true } found ? found.Groups[1].Value : null;
        foreach (Match call in Call().Matches(code))
        {
            string section = call.Groups[1].Value == "Section" ? constant ?? "-" : call.Groups[1].Value.Trim('"');
            foreach (Match name in Name().Matches(call.Groups[2].Value))
                yield return $"{section}.{name.Groups[1].Value}";
        }
    }

    [GeneratedRegex("const string Section = \"(\\w+)\"")]
    private static partial Regex Constant();

    [GeneratedRegex("Get<[^(]+>\\((Section|\"\\w+\"), ([^)]*)\\)")]
    private static partial Regex Call();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Name();

    [GeneratedRegex("^\\| `(\\w+\\.\\w+)` \\|.*\\| not yet[^|]*\\|", RegexOptions.Multiline)]
    private static partial Regex NotYet();
}
