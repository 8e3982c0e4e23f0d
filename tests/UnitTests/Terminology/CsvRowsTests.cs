using FhirHub.Engine.Terminology.Csv;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class CsvRowsTests
{
    [TestCase("a,b\r\nc,d", "1:a|b 2:c|d")]
    [TestCase("a,\"b,\"\"c\"\"\"\n\nd,e\n", "1:a|b,\"c\" 3:d|e")]
    [TestCase("\"x\ny\",b\nc,d", "1:x\ny|b 3:c|d")]
    [TestCase("a,,\n", "1:a||")]
    public void Rows_are_read_as_the_standard_says(string text, string rows)
    {
        var faults = new List<string>();
        var read = CsvRows.Read(text, ',', (line, what) => faults.Add($"{line}: {what}"));
        Assert.That(string.Join(' ', read.Select(r => $"{r.Line}:{string.Join('|', r.Fields)}")), Is.EqualTo(rows));
        Assert.That(faults, Is.Empty);
    }

    [TestCase("a,\"b\nc,d", 1)]
    [TestCase("a,b\n\"c\"x,d", 2)]
    public void A_quote_that_does_not_fit_is_told_with_its_line(string text, int line)
    {
        var faults = new List<int>();
        CsvRows.Read(text, ',', (at, _) => faults.Add(at));
        Assert.That(faults, Is.EqualTo(new[] { line }));
    }
}
