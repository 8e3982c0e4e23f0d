namespace FhirHub.EndToEndTests.Terminology;

/// <summary>Laws, on random value sets over a random hierarchy.</summary>
[TestFixture]
internal sealed class TerminologyLawTests : ServerTests
{
    private const int Seed = 20_260_101;
    private const int Codes = 40;
    private static readonly string System = Terms.Root + "random";
    private readonly Random _random = new(Seed);

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        // Every concept is below none, one or two of those before it.
        var concepts = Enumerable.Range(0, Codes).Select(i =>
        {
            var above = Enumerable.Range(0, i == 0 ? 0 : _random.Next(3)).Select(_ => _random.Next(i)).Distinct();
            var properties = above.Select(p => $$"""{"code":"parent","valueCode":"c{{p}}"}""").Append($$"""{"code":"k","valueString":"v{{_random.Next(4)}}"}""");
            return $$"""{"code":"c{{i}}","display":"{{"甲乙丙丁戊"[_random.Next(5)]}}{{"子丑寅卯"[_random.Next(4)]}}","property":[{{string.Join(',', properties)}}]}""";
        });
        await Http.PutAsync($$"""
            {"resourceType":"CodeSystem","id":"random","url":"{{System}}","status":"active","content":"complete","caseSensitive":true,
             "property":[{"code":"k","type":"string"}],"concept":[{{string.Join(',', concepts)}}]}
            """);
    }

    [Test]
    public async Task An_expansion_holds_what_validates_and_its_pages_join_to_the_whole()
    {
        for (int round = 0; round < 25; round++)
        {
            string compose = $$"""{"include":[{{Parts(1 + _random.Next(2))}}],"exclude":[{{Parts(_random.Next(2))}}]}""".Replace(",\"exclude\":[]", "", StringComparison.Ordinal);
            string set = $"{Terms.Root}vs/r{round}";
            await Http.PutAsync(Terms.ValueSet($"r{round}", compose));
            string[] codes = (await Http.ExpandAsync(set)).Codes();
            Assert.That(codes, Is.Unique, compose);
            for (int i = 0; i < Codes; i += 3)
                Assert.That(await Http.IsInAsync(set, System, $"c{i}"), Is.EqualTo(codes.Contains($"c{i}")), $"seed {Seed}, c{i} in {compose}");
            var pages = new List<string>();
            int size = 1 + _random.Next(15);
            while (pages.Count == 0 || pages.Count % size == 0)
            {
                string[] page = (await Http.ExpandAsync(set, $"&offset={pages.Count}&count={size}")).Codes();
                if (page.Length == 0)
                    break;
                pages.AddRange(page);
            }

            Assert.That(pages, Is.EqualTo(codes), compose);
        }
    }

    [Test]
    public async Task Subsumption_is_transitive_and_turns_round()
    {
        for (int round = 0; round < 40; round++)
        {
            var (a, b, c) = (_random.Next(Codes), _random.Next(Codes), _random.Next(Codes));
            string ab = await CompareAsync(a, b), ba = await CompareAsync(b, a);
            Assert.That(ba, Is.EqualTo(ab switch { "subsumes" => "subsumed-by", "subsumed-by" => "subsumes", _ => ab }), $"seed {Seed}, c{a} c{b}");
            if (ab == "subsumes" && await CompareAsync(b, c) == "subsumes")
                Assert.That(await CompareAsync(a, c), Is.EqualTo("subsumes"), $"seed {Seed}, c{a} c{b} c{c}");
        }
    }

    private async Task<string> CompareAsync(int a, int b) =>
        (string)(await Http.FetchAsync($"CodeSystem/$subsumes?system={System}&codeA=c{a}&codeB=c{b}")).Expect(HttpStatusCode.OK).Parameter("outcome")!;

    private string Parts(int count) => string.Join(',', Enumerable.Range(0, count).Select(_ => $$"""{"system":"{{System}}",{{Selection()}}}"""));

    private string Selection()
    {
        string code = $"c{_random.Next(Codes)}";
        return _random.Next(8) switch
        {
            0 => $$"""
                "concept":[{"code":"{{code}}"},{"code":"c{{_random.Next(Codes)}}x"}]
                """,
            1 => Filter("concept", "is-a", code),
            2 => Filter("concept", "descendent-of", code),
            3 => Filter("concept", "is-not-a", code),
            4 => Filter("concept", "generalizes", code),
            5 => Filter("k", "in", $"v{_random.Next(4)},v{_random.Next(4)}"),
            6 => Filter("k", "not-in", $"v{_random.Next(4)}"),
            _ => Filter("display", "regex", $"{"甲乙丙丁戊"[_random.Next(5)]}."),
        };
    }

    private static string Filter(string property, string op, string value) => $$"""
        "filter":[{"property":"{{property}}","op":"{{op}}","value":"{{value}}"}]
        """;
}
