using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary>A region that names the institutions whose results are recognised in a List.</summary>
[TestFixture]
internal sealed class InstitutionListTests : RecognitionTests
{
    private const string Listing = "460105";
    private const string Policy = """
        {"pack":"listing","version":"1.0.0","divisions":["46"],"seed":{"key":"JN","title":"示例","number":"示例〔2026〕2号"},
         "parameters":{"recognition":{"institutionList":{"value":"https://list.example/sid|recognising","source":{"seed":"JN","place":"二(一)4"} } } },"targets":[]}
        """;

    private readonly PackArchive _archive = new();

    protected override (string Name, string Value)[] Settings =>
    [
        .. CompiledPacks.Settings,
        ($"Packs:{CompiledPacks.Names.Count}", _archive.Write("listing", ("package/package.json", PackArchive.Manifest("fhirhub.listing", dependencies: "\"fhirhub.cn-base\":\"0.1.0\"")), ("package/other/policy.json", Policy))),
    ];

    [OneTimeTearDown]
    public void Remove() => _archive.Dispose();

    [Test]
    public async Task Only_institutions_of_the_list_recognise_and_are_recognised()
    {
        string patient = await NewPersonAsync(), asks = await NewOrganizationAsync("secondary", Listing), made = await NewOrganizationAsync("secondary", Listing);
        string report = await NewReportAsync(patient, made, DaysAgo(1));
        var none = await FindAsync(patient, asks);
        string list = await NewAsync("List", ListOf(Entry(made)));
        var half = await FindAsync(patient, asks);
        await PutAsync(list, ListOf(Entry(made), Entry(asks)));
        var both = await FindAsync(patient, asks);
        await PutAsync(list, ListOf(Entry(made, deleted: true), Entry(asks)));
        var gone = await FindAsync(patient, asks);
        await PutAsync(list, ListOf(Entry(made), Entry(asks)).Replace("current", "retired", StringComparison.Ordinal));
        var retired = await FindAsync(patient, asks);
        Assert.Multiple(() =>
        {
            Assert.That((Outcome(none), Reasons(none).Length), Is.EqualTo(("institution", 2)), "neither is listed");
            Assert.That((Outcome(half), Reasons(half).Length), Is.EqualTo(("institution", 1)), "who asks is not listed");
            Assert.That((string)Parts(half, "reason")[0]["valueCodeableConcept"]!["extension"]![0]!["valueString"]!, Is.EqualTo("示例〔2026〕2号 二(一)4"));
            Assert.That((Outcome(both), Report(both)), Is.EqualTo(("recognised", report)));
            Assert.That(Outcome(gone), Is.EqualTo("institution"), "taken from the list");
            Assert.That(Reasons(retired), Has.Length.EqualTo(2), "a list that does not count any more");
        });
    }

    [Test]
    public async Task What_the_list_refuses_is_not_used()
    {
        string patient = await NewPersonAsync(), asks = await NewOrganizationAsync("secondary", Listing), report = await NewReportAsync(patient, await NewOrganizationAsync("tertiary", Listing), DaysAgo(1));
        AssertRefused(await RecognizeAsync(report, await NewEncounterAsync(patient, asks), asks), "recognition.institution");
    }

    private static string Entry(string organization, bool deleted = false) => $$"""{ {{(deleted ? "\"deleted\":true," : string.Empty)}}"item":{"reference":"{{organization}}"} }""";

    private static string ListOf(params string[] entries) => $$"""
        "status":"current","mode":"{{(entries.Any(e => e.Contains("true", StringComparison.Ordinal)) ? "changes" : "working")}}","identifier":[{"system":"https://list.example/sid","value":"recognising"}],"entry":[{{string.Join(',', entries)}}]
        """;

    private async Task PutAsync(string list, string members) =>
        (await Http.SendAsync("PUT", list, $$"""{"resourceType":"List","id":"{{list.Split('/')[1]}}",{{members}}}""")).Expect(HttpStatusCode.OK);
}
