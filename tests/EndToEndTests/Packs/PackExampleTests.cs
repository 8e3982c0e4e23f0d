namespace FhirHub.EndToEndTests.Packs;

/// <summary>What the examples of every pack promise, over HTTP.</summary>
[TestFixture]
internal sealed class PackExampleTests : ServerTests
{
    private static IReadOnlyList<string> Packs => CompiledPacks.Names;

    protected override (string Name, string Value)[] Settings => CompiledPacks.Settings;

    [TestCaseSource(nameof(Packs))]
    public async Task Every_valid_example_of_a_pack_passes(string pack)
    {
        var faults = new List<string>();
        foreach (var (name, json) in CompiledPacks.ValidExamples(pack))
            faults.AddRange((await IssuesAsync(json)).Where(i => i.StartsWith("error", StringComparison.Ordinal)).Select(i => $"{name}: {i}"));
        Assert.That(faults, Is.Empty);
    }

    [TestCaseSource(nameof(Packs))]
    public async Task Every_invalid_example_of_a_pack_raises_exactly_the_issue_it_names(string pack)
    {
        var wrong = new List<string>();
        foreach (var (name, json, expected) in CompiledPacks.InvalidExamples(pack))
        {
            string[] found = await IssuesAsync(json);
            // An expected warning stands beside others that valid examples raise too; an expected error stands alone among errors.
            string severity = expected.Split(' ')[0];
            string[] alike = [.. found.Where(i => i.StartsWith(severity, StringComparison.Ordinal))];
            bool isRight = severity == "error" ? alike is [var only] && only == expected : alike.Contains(expected) && !found.Any(i => i.StartsWith("error", StringComparison.Ordinal));
            if (!isRight)
                wrong.Add($"{name}: expected {expected}, found {string.Join("; ", found)}");
        }

        Assert.That(wrong, Is.Empty, string.Join("\n", wrong));
    }

    private async Task<string[]> IssuesAsync(string json)
    {
        string type = (string)JsonNode.Parse(json)!["resourceType"]!;
        var answer = (await Http.SendAsync("POST", $"{type}/$validate", json)).Expect(HttpStatusCode.OK);
        return [.. answer.Issues.Select(i => $"{i["severity"]} {i["details"]!["coding"]![0]!["code"]} {i["expression"]?[0]}")];
    }
}
