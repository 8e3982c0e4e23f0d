using System.Text;

namespace FhirHub.EndToEndTests.Terminology;

/// <summary>CodeSystem/$import-csv</summary>
[TestFixture]
internal sealed class ImportCsvTests : ServerTests
{
    private const string Columns = "code=编码&display=名称&parent=上级&designation=英文:en&property=医保:insured:boolean";

    [Test]
    public async Task A_table_becomes_a_code_system_and_is_replaced_by_the_next()
    {
        string url = Terms.Root + "csv1";
        const string Table = "编码,名称,上级,英文,医保\r\nJ00,急性鼻咽炎,,\"Common cold, acute\",true\r\nJ00.1,急性鼻炎,J00,,false\r\n\r\n";
        (await ImportAsync($"url={url}&version=1&title=诊断&{Columns}", Encoding.UTF8.GetBytes(Table))).Expect(HttpStatusCode.Created);
        var answer = (await Http.FetchAsync($"CodeSystem/$lookup?system={url}&code=J00")).Expect(HttpStatusCode.OK);
        Assert.That((string?)answer.Parameter("display"), Is.EqualTo("急性鼻咽炎"));
        Assert.That(answer.Text, Does.Contain("Common cold, acute").And.Contain("J00.1").And.Contain("insured"));
        (await ImportAsync($"url={url}&version=1&{Columns}", Encoding.UTF8.GetBytes(Table.Replace("急性鼻炎", "慢性鼻炎", StringComparison.Ordinal)))).Expect(HttpStatusCode.OK);
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/$lookup?system={url}&code=J00.1")).Parameter("display"), Is.EqualTo("慢性鼻炎"));
    }

    [Test]
    public async Task A_table_may_be_in_GB18030_without_header_and_with_other_separators()
    {
        string url = Terms.Root + "csv2";
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        (await ImportAsync($"url={url}&code=1&display=2&header=false&delimiter=tab", gb.GetBytes("001\t阿莫西林胶囊\n002\t𠮷化片\n"), "gbk")).Expect(HttpStatusCode.Created);
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/$lookup?system={url}&code=002")).Parameter("display"), Is.EqualTo("𠮷化片"));
        var refused = await ImportAsync($"url={url}&code=1&display=2&header=false&delimiter=tab", gb.GetBytes("001\tabc\n002\t阿莫西林\n"));
        refused.ExpectIssue(HttpStatusCode.UnprocessableEntity, "csv-encoding");
        Assert.That(refused.Text, Does.Contain("Line 2"));
    }

    [Test]
    public async Task Every_fault_is_told_with_its_line_and_nothing_is_imported()
    {
        string url = Terms.Root + "csv3";
        const string Table = "编码,名称,上级,英文,医保\nA,甲,,,\nA,乙,,,\nB,,,,\n,丁,,,\nC,丙,X,,\nD,戊,E,,\nE,己,D,,\nF,庚,,,maybe\nG,辛\nH,\"壬,,,\n";
        var refused = (await ImportAsync($"url={url}&{Columns}", Encoding.UTF8.GetBytes(Table))).Expect(HttpStatusCode.UnprocessableEntity);
        string text = string.Join('\n', refused.Issues.Select(i => (string?)i["diagnostics"]));
        foreach (string fault in (string[])["Line 3: the code 'A' is in line 2", "Line 4: the name of 'B'", "Line 5: the code is missing", "Line 6: the code 'X'", "'D' is above itself", "Line 9: 'maybe'", "Line 10: there are 2 fields", "Line 11: a quote"])
            Assert.That(text, Does.Contain(fault));
        (await Http.FetchAsync($"CodeSystem/$lookup?system={url}&code=A")).ExpectIssue(HttpStatusCode.NotFound, "code-system-unknown");
    }

    [TestCase("code=编码&display=名称", "parameter-required")]
    [TestCase("url=http://x&code=编码", "parameter-required")]
    [TestCase("url=http://x&code=编码&display=名称&foo=1", "parameter-unknown")]
    [TestCase("url=http://x&code=编码&display=没有", "csv-mapping")]
    [TestCase("url=http://x&code=编码&display=名称&property=a:b", "parameter-invalid")]
    [TestCase("url=http://x&code=编码&display=名称&property=名称:b:Coding", "csv-mapping")]
    public async Task A_wrong_mapping_is_refused(string query, string issue) =>
        (await ImportAsync(query, "编码,名称\nA,甲\n"u8.ToArray())).ExpectIssue(HttpStatusCode.BadRequest, issue);

    [TestCase("integer", "007")]
    [TestCase("integer", "+5")]
    [TestCase("integer", "-")]
    [TestCase("decimal", "1.")]
    [TestCase("decimal", ".5")]
    public async Task A_number_that_FHIR_does_not_write_so_is_told(string type, string value) =>
        (await ImportAsync($"url={Terms.Root}csv-numbers&code=code&display=name&property=n:n:{type}", Encoding.UTF8.GetBytes($"code,name,n\nA,B,{value}\n")))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "csv-value");

    [Test]
    public async Task A_character_that_FHIR_does_not_have_is_told_with_its_line()
    {
        var refused = (await ImportAsync($"url={Terms.Root}csv-control&code=code&display=name", "code,name\nA,x\nB,y\u0001z\nC,\0\n"u8.ToArray())).ExpectIssue(HttpStatusCode.UnprocessableEntity, "csv-character");
        Assert.That(refused.Text, Does.Contain("Line 3: there is the character U+0001").And.Contain("Line 4: there is the character U+0000").And.Not.Contain("CodeSystem.concept"));
    }

    [Test]
    public async Task A_code_system_of_FHIR_itself_is_not_imported() =>
        (await ImportAsync("url=http://hl7.org/fhir/administrative-gender&code=code&display=name", "code,name\nA,x\n"u8.ToArray())).ExpectIssue(HttpStatusCode.UnprocessableEntity, "code-system-of-fhir");

    [Test]
    public async Task A_large_table_is_imported_and_searched()
    {
        var system = new GeneratedSystem(Terms.Root + "csv-large", 12_000);
        (await ImportAsync($"url={system.Url}&code=编码&display=名称&parent=上级", system.Csv(Encoding.UTF8))).Expect(HttpStatusCode.Created);
        await Loaded.UntilAsync(Http, system.Url, GeneratedSystem.Code(11_999));
        await Http.PutAsync(Terms.ValueSet("csvall", $$"""{"include":[{"system":"{{system.Url}}"}]}"""));
        Assert.That((await Http.ExpandAsync(Terms.Root + "vs/csvall", "&count=0")).Total(), Is.EqualTo(12_000));
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/$subsumes?system={system.Url}&codeA=C1&codeB=C1.02.03")).Parameter("outcome"), Is.EqualTo("subsumes"));
    }

    private Task<Answer> ImportAsync(string query, byte[] table, string charset = "utf-8") =>
        Http.SendBytesAsync("POST", $"CodeSystem/$import-csv?{query}", table, $"text/csv; charset={charset}");
}
