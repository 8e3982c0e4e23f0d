using System.Text;
using System.Text.Json;
using FhirHub.Regional.Policies;

namespace FhirHub.UnitTests.Regional.Policies;

[TestFixture]
internal sealed class PolicySchemaTests
{
    private static IEnumerable<string> Policies => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "profiles"), "policy.json", SearchOption.AllDirectories)
        .Where(f => !f.Contains("node_modules", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Policies))]
    public void Policies_of_this_repository_hold(string file)
    {
        using var policy = JsonDocument.Parse(File.ReadAllBytes(file));
        Assert.That(PolicySchema.Known.Faults(policy.RootElement), Is.Empty);
    }

    [TestCase("1", "/a is no object")]
    [TestCase("""{"b":1}""", "/a has no 'c'")]
    [TestCase("""{"c":0}""", "/a/c breaks minimum 1")]
    [TestCase("""{"c":1.5}""", "/a/c is no integer")]
    [TestCase("""{"c":9999999999}""", "/a/c is no integer")]
    [TestCase("""{"c":1,"d":[1,1]}""", "/a/d breaks uniqueItems true")]
    [TestCase("""{"c":1,"e":"x"}""", "/a/e breaks pattern \"^y\"")]
    [TestCase("""{"c":1,"f":2}""", "/a/f is not known")]
    public void A_fault_is_told_with_its_place(string value, string told)
    {
        const string Schema = """
            {"type":"object","properties":{"a":{"type":"object","required":["c"],"additionalProperties":false,
             "properties":{"b":{},"c":{"type":"integer","minimum":1},"d":{"type":"array","uniqueItems":true},"e":{"oneOf":[{"type":"string","pattern":"^y"},{"type":"null"}]}}}}}
            """;
        using var document = JsonDocument.Parse($$"""{"a":{{value}}}""");
        Assert.That(PolicySchema.Read(Encoding.UTF8.GetBytes(Schema)).Faults(document.RootElement), Does.Contain(told));
    }

    [Test]
    public void A_keyword_that_is_not_known_here_is_an_error_and_not_ignored()
    {
        using var document = JsonDocument.Parse("[1]");
        Assert.That(() => PolicySchema.Read("""{"contains":{"const":1}}"""u8.ToArray()).Faults(document.RootElement), Throws.TypeOf<NotSupportedException>());
    }
}
