using System.Text.RegularExpressions;

namespace FhirHub.EndToEndTests.Terminology;

/// <summary>What terminology operations say comes in Chinese where that is asked for.</summary>
[TestFixture]
internal sealed partial class MessageLanguageTests : ServerTests
{
    private const string System = Terms.Root + "dis";
    private const string All = System + "/all";
    private const string Gender = "http://hl7.org/fhir/ValueSet/administrative-gender";

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        await Http.PutAsync(Terms.Diseases("dis"));
        await Http.PutAsync(Terms.Diseases("part", content: "fragment"));
        await Http.PutAsync(Terms.ValueSet("c1", $$"""{"include":[{"valueSet":["{{Terms.Root}}vs/c1"]}]}"""));
        await Http.PutAsync(Terms.Filtered("odd", "dis", "nothing", "=", "x"));
        await Http.PutAsync("""{"resourceType":"ConceptMap","id":"map","url":"http://terms.example/map","status":"active","group":[{"source":"http://from","target":"http://to","element":[{"code":"a","target":[{"equivalence":"unmatched"}]}]}]}""");
    }

    [TestCase("ValueSet/$expand")]
    [TestCase("ValueSet/$expand?url=http://nowhere")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&foo=bar")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&count=-1")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&count=1000000")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&activeOnly=yes")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&url=x")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&date=2020-01-01")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&system-version=x")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&excludePostCoordinated=false")]
    [TestCase("ValueSet/$expand?url=" + Gender + "&valueSetVersion=77")]
    [TestCase("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/condition-code")]
    [TestCase("ValueSet/$expand?url=" + Terms.Root + "vs/c1")]
    [TestCase("ValueSet/$expand?url=" + Terms.Root + "vs/odd")]
    [TestCase("ValueSet/$expand?context=x")]
    [TestCase("ValueSet/$expand?context=http://hl7.org/fhir/StructureDefinition/Patient%23Patient.birthDate")]
    [TestCase("ValueSet/c1/$expand?url=x")]
    [TestCase("ValueSet/c1/$expand?valueSetVersion=2")]
    [TestCase("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/condition-code&system=http://snomed.info/sct&code=1")]
    [TestCase("CodeSystem/$validate-code?url=" + Terms.Root + "part&code=Z9")]
    [TestCase("CodeSystem/$lookup?code=A")]
    [TestCase("CodeSystem/$lookup?system=http://nowhere&code=A")]
    [TestCase("CodeSystem/$lookup?system=" + System + "&code=NO")]
    [TestCase("CodeSystem/$subsumes?system=" + System + "&codeA=A&codeB=NO")]
    [TestCase("CodeSystem/$subsumes?codeA=A&codeB=A1")]
    [TestCase("CodeSystem/dis/$subsumes?system=http://x&codeA=A&codeB=A1")]
    [TestCase("ConceptMap/$translate?code=a&system=http://from")]
    [TestCase("ConceptMap/$translate?code=a&system=http://from&url=http://nowhere")]
    [TestCase("Condition?code:in=http://nowhere")]
    public async Task A_fault_is_told_in_the_language_asked_for(string path)
    {
        var english = await Http.FetchAsync(path);
        var chinese = await Http.FetchAsync(path, ("Accept-Language", "zh-CN"));
        Assert.That(chinese.Status, Is.EqualTo(english.Status).And.Not.EqualTo(HttpStatusCode.OK));
        Assert.That(chinese.IssueCodes, Is.EqualTo(english.IssueCodes), "codes are the same in every language");
        Assert.That(chinese.Header("Vary"), Does.Contain("Accept-Language"));
        foreach (var (one, other) in english.Issues.Zip(chinese.Issues))
            AssertIsChinese((string)one["diagnostics"]!, (string)other["diagnostics"]!);
    }

    [TestCase("""{"name":"name","valueString":"none"},{"name":"concept","valueCoding":{"system":"http://x","code":"A"}}""")]
    [TestCase("""{"name":"name","valueString":"none"},{"name":"concept","valueCoding":{"code":"A"}}""")]
    [TestCase("""{"name":"name","valueInteger":5}""")]
    [TestCase("""{"name":"concept","valueCoding":{"system":"http://x","code":"A"}}""")]
    [TestCase("""{"name":"name","valueString":"none"},{"name":"version","valueString":"x"}""")]
    public async Task Of_parameters_in_a_body_too(string parameters)
    {
        string body = $$"""{"resourceType":"Parameters","parameter":[{{parameters}}]}""";
        var english = await Http.SendAsync("POST", "$closure", body);
        var chinese = await Http.SendAsync("POST", "$closure", body, headers: ("Accept-Language", "zh"));
        Assert.That(chinese.IssueCodes, Is.EqualTo(english.IssueCodes));
        AssertIsChinese((string)english.Issues[0]["diagnostics"]!, (string)chinese.Issues[0]["diagnostics"]!);
    }

    [TestCase("ValueSet/$validate-code?url=" + All + "&system=" + System + "&code=Z")]
    [TestCase("ValueSet/$validate-code?url=" + All + "&system=" + System + "&code=A&display=Wrong")]
    [TestCase("CodeSystem/$validate-code?url=" + System + "&code=Z")]
    [TestCase("CodeSystem/$validate-code?url=" + System + "&code=B1")]
    [TestCase("CodeSystem/$validate-code?url=" + System + "&code=B&abstract=false")]
    [TestCase("ConceptMap/map/$translate?code=a&system=http://from")]
    [TestCase("ConceptMap/map/$translate?code=z&system=http://from")]
    public async Task What_an_answer_says_is_told_so_too(string path)
    {
        string english = (string)(await Http.FetchAsync(path)).Expect(HttpStatusCode.OK).Parameter("message")!;
        string chinese = (string)(await Http.FetchAsync(path, ("Accept-Language", "zh-CN"))).Expect(HttpStatusCode.OK).Parameter("message")!;
        AssertIsChinese(english, chinese);
    }

    [TestCase("url=http://x&code=编码&display=没有")]
    [TestCase("url=http://x&code=编码")]
    [TestCase("url=http://x&code=编码&display=名称&property=a:b")]
    [TestCase("url=http://x&code=编码&display=名称&header=maybe")]
    [TestCase("url=http://x&code=编码&display=名称&parent=上级")]
    public async Task Faults_of_a_table_are_told_so_too(string query)
    {
        byte[] table = "编码,名称,上级\nA,甲,B\nA,,\n"u8.ToArray();
        var english = await Http.SendBytesAsync("POST", $"CodeSystem/$import-csv?{query}", table, "text/csv");
        var chinese = await Http.SendBytesAsync("POST", $"CodeSystem/$import-csv?{query}", table, "text/csv", ("Accept-Language", "zh"));
        Assert.That(chinese.IssueCodes, Is.EqualTo(english.IssueCodes));
        foreach (var (one, other) in english.Issues.Zip(chinese.Issues))
            AssertIsChinese((string)one["diagnostics"]!, (string)other["diagnostics"]!);
    }

    /// <summary>Of English words, only names and values of the request are left.</summary>
    private static void AssertIsChinese(string english, string chinese)
    {
        Assert.That(chinese, Is.Not.EqualTo(english));
        Assert.That(EnglishWords().Matches(chinese).Select(m => m.Value), Is.Empty, chinese);
    }

    [GeneratedRegex(@"(?<![-\w])(the|is|are|of|not|has|only|here|given|known|required|at most|there|may|which)(?![-\w])")]
    private static partial Regex EnglishWords();
}
