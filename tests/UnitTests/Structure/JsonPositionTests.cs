using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using static FhirHub.UnitTests.Structure.JsonReading;

namespace FhirHub.UnitTests.Structure;

internal sealed class JsonPositionTests
{
    [TestCase("{\"resourceType\":\"Patient\",\n  \"active\": 1\n}", 2, 13)]
    [TestCase("{\"resourceType\":\"Patient\",\r\n\"x\":1}", 2, 1)]
    [TestCase("{\"resourceType\":\"Patient\",\n\n \"active\":tru }", 3, 14)]
    [TestCase("{\"resourceType\":\"Patient\"}\n\n  x", 3, 3)]
    public void A_fault_has_the_line_and_column_of_its_token(string json, int line, int column)
    {
        var issue = Read(json).Issues.Single();
        Assert.That((issue.Line, issue.Column), Is.EqualTo(((int?)line, (int?)column)));
    }

    [Test]
    public void A_byte_order_mark_is_skipped_and_counted()
    {
        Assert.That(Read("\uFEFF{\"resourceType\":\"Patient\"}").Resource, Is.Not.Null);
        Assert.That(Read("\uFEFF{\"resourceType\":\"Patient\",}").Issues.Single().Column, Is.EqualTo(30));
    }

    [Test]
    public void Bytes_that_are_no_UTF8_are_fatal_where_they_stand()
    {
        byte[] json = [.. "{\"resourceType\":\"Patient\",\n\"language\":\"é"u8, 0xC3, 0x28, .. "\"}"u8];
        var issue = FhirJsonReader.Read(json, ReadLimits.Default).Issues.Single();
        Assert.That((issue.Code, issue.Severity, issue.Line, issue.Column), Is.EqualTo(("invalid-utf8", IssueSeverity.Fatal, (int?)2, (int?)15)));
    }

    [Test]
    public void Malformed_JSON_is_fatal_and_other_faults_are_errors()
    {
        Assert.That(Read("{").Issues.Single().Severity, Is.EqualTo(IssueSeverity.Fatal));
        Assert.That(Read("{\"resourceType\":\"Patient\",\"x\":1}").Issues.Single().Severity, Is.EqualTo(IssueSeverity.Error));
    }

    [Test]
    public void Too_many_faults_end_with_one_that_says_so()
    {
        var json = $$"""{"resourceType":"Patient",{{string.Join(',', Enumerable.Range(0, 30).Select(i => $"\"x{i}\":1"))}}}""";
        var issues = Read(json, new ReadLimits { MaxIssues = 10 }).Issues;
        Assert.That(issues, Has.Count.EqualTo(11));
        Assert.That(issues.Take(10).Select(i => i.Code), Is.All.EqualTo("unknown-element"));
        Assert.That(issues[^1].Code, Is.EqualTo("too-many-faults"));
    }

    [TestCase(21, true)]
    [TestCase(20, false)]
    public void Nesting_ends_at_the_limit(int limit, bool accepted)
    {
        // The resource is level 1, ten extensions in arrays are levels 2 to 21.
        var json = "{\"resourceType\":\"Patient\"," + string.Concat(Enumerable.Repeat("\"extension\":[{\"url\":\"http://x\",", 10)) +
            "\"valueString\":\"x\"" + string.Concat(Enumerable.Repeat("}]", 10)) + "}";
        var result = Read(json, new ReadLimits { MaxDepth = limit });
        Assert.That(result.Issues.Select(i => i.Code), accepted ? Is.Empty : Is.EqualTo(new[] { "nesting-too-deep" }));
    }

    [TestCase("[")]
    [TestCase("{\"a\":")]
    public void Deep_nesting_of_unknown_content_is_refused_without_following_it(string level)
    {
        var json = "{\"resourceType\":\"Patient\",\"x\":" + string.Concat(Enumerable.Repeat(level, 200_000));
        Assert.That(Read(json).Issues.Select(i => i.Code), Is.EqualTo(new[] { "unknown-element", "nesting-too-deep" }));
    }

    [Test]
    public void Faults_of_megabytes_are_shown_in_short()
    {
        var json = new StringBuilder("{\"resourceType\":\"Patient\",\"gender\":\"").Append('x', 1_000_000).Append("\"}").ToString();
        Assert.That(Read(json).Issues.Single().Diagnostics, Has.Length.LessThan(300));
    }
}
