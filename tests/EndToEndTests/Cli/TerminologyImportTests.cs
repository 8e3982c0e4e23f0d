using System.Text;
using FhirHub.Cli;
using FhirHub.EndToEndTests.Packs;
using FhirHub.EndToEndTests.Terminology;

namespace FhirHub.EndToEndTests.Cli;

/// <summary><c>fhirhub terminology import</c></summary>
[TestFixture]
internal sealed class TerminologyImportTests : ServerTests
{
    private static readonly string[] Columns = ["--code", "编码", "--display", "名称", "--parent", "上级"];

    [Test]
    public async Task A_table_becomes_a_code_system_on_a_server_and_the_command_ends_when_it_is_loaded()
    {
        using var files = new PackArchive();
        var system = new GeneratedSystem(Terms.Root + "cli", 12_000);
        string file = Write(files, system.Csv(Encoding.UTF8));
        var (code, said, errors) = await RunAsync([file, "--system", system.Url, "--version", "7", "--server", Server.BaseUrl.ToString(), "--language", "en", .. Columns]);
        Assert.That(code, Is.Zero, said + errors);
        Assert.That(said, Does.Contain("sent 100 %").And.Contain("CodeSystem/").And.Contain(system.Url));
        var last = (await Http.FetchAsync($"CodeSystem/$lookup?system={system.Url}&version=7&code={GeneratedSystem.Code(11_999)}")).Expect(HttpStatusCode.OK);
        Assert.That((string?)last.Parameter("display"), Is.EqualTo(GeneratedSystem.Name(11_999)));
    }

    [Test]
    public async Task Every_option_reaches_the_server()
    {
        using var files = new PackArchive();
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        string file = Write(files, gb.GetBytes("a;甲;first;说明;;true\nB;乙;second;;a;false\n")), url = Terms.Root + "cli-options";
        var (code, said, errors) = await RunAsync(
        [
            file, "--system", url, "--name", "Opt", "--title", "选项", "--display-language", "zh-CN", "--case-insensitive", "--no-header", "--delimiter", ";", "--encoding", "gb18030",
            "--code", "1", "--display", "2", "--designation", "3:en", "--definition", "4", "--parent", "5", "--property", "6:insured:boolean", "--server", Server.BaseUrl.ToString(),
        ]);
        Assert.That(code, Is.Zero, said + errors);
        var found = (await Http.FetchAsync($"CodeSystem/$lookup?system={url}&code=A")).Expect(HttpStatusCode.OK);
        Assert.That((string?)found.Parameter("name"), Is.EqualTo("选项"));
        Assert.That(found.Text, Does.Contain("first").And.Contain("说明").And.Contain("insured"));
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/$subsumes?system={url}&codeA=A&codeB=b")).Parameter("outcome"), Is.EqualTo("subsumes"));
    }

    [Test]
    public async Task Without_a_server_it_becomes_a_file_that_a_server_takes()
    {
        using var files = new PackArchive();
        string file = Write(files, "编码,名称,上级\nA,甲,\nA1,乙,A\n"u8.ToArray()), target = Path.Combine(files.Folder, "made.json"), url = Terms.Root + "cli-file";
        var (code, said, errors) = await RunAsync([file, "--system", url, "--output", target, .. Columns]);
        Assert.That(code, Is.Zero, said + errors);
        (await Http.SendAsync("POST", "CodeSystem", await File.ReadAllTextAsync(target))).Expect(HttpStatusCode.Created);
        Assert.That((string?)(await Http.FetchAsync($"CodeSystem/$subsumes?system={url}&codeA=A&codeB=A1")).Parameter("outcome"), Is.EqualTo("subsumes"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Faults_of_the_table_end_with_1_and_are_told_with_their_lines(bool isServer)
    {
        using var files = new PackArchive();
        string file = Write(files, "编码,名称,上级\nA,甲,X\nA,,\n"u8.ToArray()), target = Path.Combine(files.Folder, "made.json");
        string[] where = isServer ? ["--server", Server.BaseUrl.ToString()] : ["--output", target];
        var (code, _, errors) = await RunAsync([file, "--system", Terms.Root + "cli-faults", "--language", "zh", .. where, .. Columns]);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("第 3 行").And.Contain("第 2 行"));
        Assert.That(File.Exists(target), Is.False);
    }

    [TestCase("--server http://127.0.0.1:1/fhir", "127.0.0.1:1")]
    [TestCase("--server http://127.0.0.1:1/fhir --output x.json", "one of them")]
    [TestCase("", "one of them")]
    [TestCase("--output x.json --property a:b", "column:code:type")]
    [TestCase("--output x.json --delimiter word", "--delimiter")]
    [TestCase("--output x.json --definition none", "no column 'none'")]
    public async Task What_cannot_be_done_ends_with_2(string arguments, string words)
    {
        using var files = new PackArchive();
        string file = Write(files, "编码,名称,上级\nA,甲,\n"u8.ToArray());
        var (code, said, errors) = await RunAsync([file, "--system", "http://x", "-l", "en", .. Columns, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.That(code, Is.EqualTo(2), said);
        Assert.That(errors, Does.Contain(words));
    }

    [Test]
    public async Task A_mapping_that_the_server_refuses_ends_with_2()
    {
        using var files = new PackArchive();
        string file = Write(files, "编码,名称\nA,甲\n"u8.ToArray());
        var (code, _, errors) = await RunAsync([file, "--system", "http://x", "-l", "en", "--server", Server.BaseUrl.ToString(), .. Columns]);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("no column '上级'"));
        Assert.That((await RunAsync([Path.Combine(files.Folder, "none.csv"), "--system", "http://x", "--server", Server.BaseUrl.ToString(), .. Columns])).Code, Is.EqualTo(2));
    }

    private static string Write(PackArchive files, byte[] table)
    {
        string path = Path.Combine(files.Folder, "table.csv");
        File.WriteAllBytes(path, table);
        return path;
    }

    private static async Task<(int Code, string Said, string Errors)> RunAsync(string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        int code = await CommandLine.RunAsync(["terminology", "import", .. arguments], output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
