using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using static FhirHub.UnitTests.Patching.PatchingText;

namespace FhirHub.UnitTests.Patching;

public sealed class JsonPatchTests
{
    private const string Patient =
        """{"resourceType":"Patient","id":"a","meta":{"versionId":"3","lastUpdated":"2024-01-01T00:00:00Z"},"name":[{"family":"Li","given":["A","B"]}],"a/b":1,"m~n":2}""";

    [TestCase("""{"op":"add","path":"/active","value":true}""", "\"active\":true")]
    [TestCase("""{"op":"add","path":"/name/0/given/1","value":"X"}""", """["A","X","B"]""")]
    [TestCase("""{"op":"add","path":"/name/0/given/-","value":"X"}""", """["A","B","X"]""")]
    [TestCase("""{"op":"add","path":"/name/0/family","value":"Wu"}""", "\"family\":\"Wu\"")]
    [TestCase("""{"op":"replace","path":"/name/0/given/0","value":"X"}""", """["X","B"]""")]
    [TestCase("""{"op":"remove","path":"/name/0/given/0"}""", """["B"]""")]
    [TestCase("""{"op":"move","from":"/name/0/given/0","path":"/name/0/given/1"}""", """["B","A"]""")]
    [TestCase("""{"op":"copy","from":"/name/0","path":"/name/-"}""", """{"family":"Li","given":["A","B"]},{"family":"Li","given":["A","B"]}""")]
    [TestCase("""{"op":"replace","path":"/a~1b","value":7}""", "\"a/b\":7")]
    [TestCase("""{"op":"replace","path":"/m~0n","value":7}""", "\"m~n\":7")]
    [TestCase("""{"op":"test","path":"/meta/versionId","value":"3"}""", "\"versionId\":\"3\"")]
    [TestCase("""{"op":"add","path":"/active","value":true,"comment":"ignored"}""", "\"active\":true")]
    public void An_operation_does_what_the_RFC_says(string operation, string expected) =>
        Assert.That(Apply(PatchFormat.JsonPatch, Patient, $"[{operation}]"), Does.Contain(expected));

    [TestCase("1.50", "1.5", true)]
    [TestCase("1e3", "1000", true)]
    [TestCase("-0.000", "0", true)]
    [TestCase("100", "1E+2", true)]
    [TestCase("10000000000000000001", "10000000000000000002", false)]
    [TestCase("0.1", "0.10000000000000000001", false)]
    [TestCase("1E99999999999999999999", "10E99999999999999999998", true)]
    [TestCase("1", "\"1\"", false)]
    [TestCase("\"\\u00e9\"", "\"é\"", true)]
    [TestCase("{\"a\":1,\"b\":[2]}", "{\"b\":[2.0],\"a\":1}", true)]
    [TestCase("[1,2]", "[2,1]", false)]
    [TestCase("null", "null", true)]
    [TestCase("null", "false", false)]
    public void Test_compares_JSON_values_exactly(string stored, string expected, bool same)
    {
        var resource = $$"""{"resourceType":"X","v":{{stored}}}""";
        var patch = $$"""[{"op":"test","path":"/v","value":{{expected}}}]""";

        if (same)
            Assert.That(Apply(PatchFormat.JsonPatch, resource, patch), Is.EqualTo(Compact(resource)));
        else
            Assert.That(Refusal(PatchFormat.JsonPatch, resource, patch).Issues[0].Code, Is.EqualTo("patch-test-failed"));
    }

    [TestCase("""{"op":"remove","path":"/gender"}""", "patch-path-missing")]
    [TestCase("""{"op":"replace","path":"/gender","value":1}""", "patch-path-missing")]
    [TestCase("""{"op":"add","path":"/contact/0","value":1}""", "patch-path-missing")]
    [TestCase("""{"op":"add","path":"/id/x","value":1}""", "patch-path-missing")]
    [TestCase("""{"op":"add","path":"/name/2","value":1}""", "patch-path-missing")]
    [TestCase("""{"op":"add","path":"/name/00","value":1}""", "patch-path-missing")]
    [TestCase("""{"op":"remove","path":"/name/-"}""", "patch-path-missing")]
    [TestCase("""{"op":"move","from":"/x","path":"/y"}""", "patch-path-missing")]
    [TestCase("""{"op":"copy","from":"/x","path":"/y"}""", "patch-path-missing")]
    [TestCase("""{"op":"test","path":"/x","value":null}""", "patch-path-missing")]
    [TestCase("""{"op":"test","path":"/id","value":"b"}""", "patch-test-failed")]
    [TestCase("""{"op":"remove","path":""}""", "patch-not-a-resource")]
    [TestCase("""{"op":"replace","path":"","value":[]}""", "patch-not-a-resource")]
    [TestCase("""{"op":"replace","path":"/id","value":"b"}""", "patch-id-changed")]
    [TestCase("""{"op":"remove","path":"/id"}""", "patch-id-changed")]
    [TestCase("""{"op":"replace","path":"/resourceType","value":"Person"}""", "patch-type-changed")]
    public void An_operation_that_does_not_fit_the_resource_is_unprocessable(string operation, string code)
    {
        var refusal = Refusal(PatchFormat.JsonPatch, Patient, $$"""[{"op":"add","path":"/active","value":true},{{operation}}]""");

        Assert.That(refusal.Kind, Is.EqualTo(FaultKind.Unprocessable));
        Assert.That(refusal.Issues[0].Code, Is.EqualTo(code));
        if (code is "patch-path-missing" or "patch-test-failed")
            Assert.That(refusal.Issues[0].Diagnostics, Does.StartWith("Operation 1 (").And.Contain("/"));
    }

    [TestCase("")]
    [TestCase("[")]
    [TestCase("[{\"op\":\"remove\",\"op\":\"test\",\"path\":\"/a\"}]")]
    [TestCase("[\"\\ud800\"]")]
    public void Text_that_is_no_JSON_is_malformed(string patch)
    {
        var refusal = ParseRefusal(PatchFormat.JsonPatch, patch);

        Assert.That(refusal.Kind, Is.EqualTo(FaultKind.Invalid));
        Assert.That(refusal.Issues[0].Code, Is.EqualTo("patch-malformed"));
    }

    [Test]
    public void Messages_stay_short_whatever_they_quote()
    {
        var pointer = "/" + new string('x', 100_000);

        Assert.That(Refusal(PatchFormat.JsonPatch, Patient, $$"""[{"op":"remove","path":"{{pointer}}"}]""").Issues[0].Diagnostics, Has.Length.LessThan(1000));
    }

    [Test]
    public void A_syntax_error_has_its_line_and_column()
    {
        var issue = ParseRefusal(PatchFormat.JsonPatch, "[\n  {\"op\": oops}\n]").Issues[0];

        Assert.That((issue.Line, issue.Column), Is.EqualTo((2, 10)));
    }

    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("[1]")]
    [TestCase("""[{"path":"/a"}]""")]
    [TestCase("""[{"op":"append","path":"/a"}]""")]
    [TestCase("""[{"op":"Remove","path":"/a"}]""")]
    [TestCase("""[{"op":"remove"}]""")]
    [TestCase("""[{"op":"remove","path":"a"}]""")]
    [TestCase("""[{"op":"remove","path":"/a~2"}]""")]
    [TestCase("""[{"op":"remove","path":"/a~"}]""")]
    [TestCase("""[{"op":"add","path":"/a"}]""")]
    [TestCase("""[{"op":"test","path":"/a"}]""")]
    [TestCase("""[{"op":"move","path":"/a"}]""")]
    [TestCase("""[{"op":"copy","path":"/a","from":7}]""")]
    [TestCase("""[{"op":"move","from":"/a","path":"/a/b"}]""")]
    public void A_document_against_the_RFC_is_invalid(string patch)
    {
        var refusal = ParseRefusal(PatchFormat.JsonPatch, patch);

        Assert.That(refusal.Kind, Is.EqualTo(FaultKind.Invalid));
        Assert.That(refusal.Issues[0].Code, Is.EqualTo("patch-document-invalid"));
    }

    [Test]
    public void Every_fault_of_a_document_is_reported()
    {
        var refusal = ParseRefusal(PatchFormat.JsonPatch, """[{"op":"x","path":"/a"},{"op":"remove","path":"/a"},{"op":"add","path":"b","value":1}]""");

        Assert.That(refusal.Issues.Select(i => i.Diagnostics[..11]), Is.EqualTo(new[] { "Operation 0", "Operation 2" }));
    }

    [Test]
    public void Version_and_time_stay_the_servers_whatever_a_patch_says()
    {
        var changed = Apply(PatchFormat.JsonPatch, Patient, """[{"op":"replace","path":"/meta/versionId","value":"99"},{"op":"add","path":"/meta/tag","value":[]}]""");
        var removed = Apply(PatchFormat.JsonPatch, Patient, """[{"op":"remove","path":"/meta"}]""");

        Assert.That(changed, Does.Contain("""{"versionId":"3","lastUpdated":"2024-01-01T00:00:00Z","tag":[]}"""));
        Assert.That(removed, Does.Contain("""{"versionId":"3","lastUpdated":"2024-01-01T00:00:00Z"}"""));
    }

    [Test]
    public void Untouched_content_keeps_its_literals_and_order()
    {
        const string stored = """{"resourceType":"X","z":1.500,"a":1e3,"n":-0.000,"big":1E245,"long":123456789012345678901234567890.10,"t":"<&'\"\\é中"}""";

        var patched = Apply(PatchFormat.JsonPatch, stored, """[{"op":"copy","from":"/z","path":"/c"},{"op":"move","from":"/a","path":"/d"},{"op":"add","path":"/e","value":0.10}]""");

        Assert.That(patched, Is.EqualTo("""{"resourceType":"X","z":1.500,"n":-0.000,"big":1E245,"long":123456789012345678901234567890.10,"t":"<&'\"\\é中","c":1.500,"d":1e3,"e":0.10}"""));
    }

    [Test]
    public void A_patch_can_be_applied_again()
    {
        var patch = ResourcePatch.Parse(PatchFormat.JsonPatch, Utf8("""[{"op":"add","path":"/contact","value":[{"name":{}}]}]"""));

        var first = patch.Apply(Utf8(Patient));

        Assert.That(patch.Apply(Utf8(Patient)), Is.EqualTo(first));
    }

    [Test]
    public void Copies_that_double_again_and_again_are_stopped()
    {
        var doubling = string.Join(",", Enumerable.Repeat("""{"op":"copy","from":"/name","path":"/name/-"}""", 60));

        Assert.That(Refusal(PatchFormat.JsonPatch, Patient, $"[{doubling}]").Issues[0].Code, Is.EqualTo("patch-too-large").Or.EqualTo("patch-too-deep"));
    }

    [Test]
    public void Copies_that_nest_ever_deeper_are_stopped()
    {
        var nesting = string.Join(",", Enumerable.Repeat("""{"op":"copy","from":"","path":"/x"}""", 200));

        Assert.That(Refusal(PatchFormat.JsonPatch, """{"resourceType":"X"}""", $"[{nesting}]").Issues[0].Code, Is.EqualTo("patch-too-large").Or.EqualTo("patch-too-deep"));
    }

    // Each move to a deeper place measures what it moves.
    [Test]
    public void Moving_most_of_a_resource_deeper_again_and_again_is_stopped()
    {
        var resource = $$$"""{"resourceType":"X","a":"{{{new string('x', 1000)}}}","b":{}}""";
        const string back = """{"op":"move","from":"/a","path":"/b/a"},{"op":"move","from":"/b/a","path":"/a"}""";
        var patch = ResourcePatch.Parse(PatchFormat.JsonPatch, Utf8($"[{back},{back},{back}]"), new PatchLimits { MaxSearchedBytes = 2500 });

        Assert.That(Assert.Throws<FhirException>(() => patch.Apply(Utf8(resource)))!.Issues[0].Code, Is.EqualTo("patch-too-costly"));
    }

    [TestCase(7, true)]
    [TestCase(6, false)]
    public void Moving_nests_no_deeper_than_the_limit(int limit, bool accepted)
    {
        var patch = ResourcePatch.Parse(PatchFormat.JsonPatch, Utf8("""[{"op":"move","from":"/a","path":"/b/b/b/a"}]"""), new PatchLimits { MaxDepth = limit });
        void Apply() => patch.Apply(Utf8("""{"resourceType":"X","a":{"a":{"a":{}}},"b":{"b":{"b":{}}}}"""));

        if (accepted)
            Assert.DoesNotThrow(Apply);
        else
            Assert.That(Assert.Throws<FhirException>(Apply)!.Issues[0].Code, Is.EqualTo("patch-too-deep"));
    }

    [Test]
    public void A_document_nested_too_deep_is_refused()
    {
        var patch = new string('[', 100_000) + new string(']', 100_000);

        Assert.That(ParseRefusal(PatchFormat.JsonPatch, patch).Issues[0].Code, Is.EqualTo("patch-too-deep"));
    }
}
