using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using static FhirHub.UnitTests.Patching.PatchingText;

namespace FhirHub.UnitTests.Patching;

public sealed class MergePatchTests
{
    // The table of RFC 7396, appendix A.
    [TestCase("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [TestCase("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [TestCase("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [TestCase("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [TestCase("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [TestCase("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [TestCase("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [TestCase("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [TestCase("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [TestCase("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [TestCase("""{"a":"foo"}""", """null""", """null""")]
    [TestCase("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [TestCase("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [TestCase("""[1,2]""", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [TestCase("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void The_vectors_of_the_RFC_hold(string target, string patch, string result) =>
        Assert.That(Compact(MergePatch.Merge(JsonNode.Parse(target), JsonNode.Parse(patch))?.ToJsonString() ?? "null"), Is.EqualTo(result));

    [Test]
    public void Members_given_replace_and_null_removes()
    {
        var patched = Apply(
            PatchFormat.MergePatch,
            """{"resourceType":"Patient","id":"a","active":true,"maritalStatus":{"text":"M","coding":[{"code":"M"}]},"gender":"male"}""",
            """{"active":false,"maritalStatus":{"text":"S"},"gender":null,"birthDate":"1990"}""");

        Assert.That(patched, Is.EqualTo("""{"resourceType":"Patient","id":"a","active":false,"maritalStatus":{"text":"S","coding":[{"code":"M"}]},"birthDate":"1990"}"""));
    }

    [Test]
    public void Untouched_numbers_keep_their_literals()
    {
        var patched = Apply(PatchFormat.MergePatch, """{"resourceType":"Observation","valueQuantity":{"value":1.500,"unit":"g"}}""", """{"valueQuantity":{"unit":"mg"}}""");

        Assert.That(patched, Does.Contain("""{"value":1.500,"unit":"mg"}"""));
    }

    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("1")]
    public void A_document_that_is_no_object_is_invalid(string patch) =>
        Assert.That(ParseRefusal(PatchFormat.MergePatch, patch).Kind, Is.EqualTo(FaultKind.Invalid));

    [TestCase("""{"id":"b"}""", "patch-id-changed")]
    [TestCase("""{"id":null}""", "patch-id-changed")]
    [TestCase("""{"resourceType":"Person"}""", "patch-type-changed")]
    public void Identity_may_not_change(string patch, string code) =>
        Assert.That(Refusal(PatchFormat.MergePatch, """{"resourceType":"Patient","id":"a"}""", patch).Issues[0].Code, Is.EqualTo(code));
}
