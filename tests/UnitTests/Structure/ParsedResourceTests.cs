using FhirHub.Engine.Structure;
using static FhirHub.UnitTests.Structure.JsonReading;

namespace FhirHub.UnitTests.Structure;

internal sealed class ParsedResourceTests
{
    [Test]
    public void Body_and_meta_hold_what_the_server_does_not_own()
    {
        var patient = ReadValid("""
            { "active" : true, "id" : "a", "meta" : { "versionId" : "7", "_versionId" : { "id" : "x" }, "profile" : [ "http://p" ],
              "lastUpdated" : "2020-01-01T00:00:00Z", "tag" : [ { "code" : "t" } ] }, "resourceType" : "Patient", "gender" : "male" }
            """);
        Assert.Multiple(() =>
        {
            Assert.That((patient.Type, patient.Id), Is.EqualTo(("Patient", "a")));
            Assert.That(Text(patient.Body), Is.EqualTo("\"active\":true,\"gender\":\"male\""));
            Assert.That(Text(patient.Meta), Is.EqualTo("\"profile\":[\"http://p\"],\"tag\":[{\"code\":\"t\"}]"));
        });
    }

    [TestCase("""{"resourceType":"Patient"}""", "", "")]
    [TestCase("""{"resourceType":"Patient","meta":{"versionId":"1"}}""", "", "")]
    [TestCase("""{"meta":{"tag":[{"code":"t"}]},"resourceType":"Patient"}""", "", "\"tag\":[{\"code\":\"t\"}]")]
    [TestCase("""{"active":true,"meta":{"versionId":"1"},"resourceType":"Patient"}""", "\"active\":true", "")]
    [TestCase("""{"meta":{"versionId":"1"},"active":true,"resourceType":"Patient"}""", "\"active\":true", "")]
    [TestCase("""{"resourceType":"Patient","_id":{"extension":[{"url":"http://x","valueString":"y"}]}}""", "\"_id\":{\"extension\":[{\"url\":\"http://x\",\"valueString\":\"y\"}]}", "")]
    public void Commas_stand_only_between_members(string json, string body, string meta)
    {
        var resource = ReadValid(json);
        Assert.That((Text(resource.Body), Text(resource.Meta)), Is.EqualTo((body, meta)));
    }

    [TestCase("", "", """{"resourceType":"Patient","id":"x.1","meta":{"versionId":"12","lastUpdated":"2026-01-02T03:04:05.678Z"}}""")]
    [TestCase(
        ",\"active\":true", ",\"meta\":{\"tag\":[{\"code\":\"t\"}]}",
        """{"resourceType":"Patient","id":"x.1","meta":{"versionId":"12","lastUpdated":"2026-01-02T03:04:05.678Z","tag":[{"code":"t"}]},"active":true}""")]
    public void It_is_composed_with_the_values_of_the_server(string body, string meta, string composed) =>
        Assert.That(Compose(ReadValid($$"""{"resourceType":"Patient"{{meta}}{{body}}}"""), "x.1", 12), Is.EqualTo(composed));

    [TestCase("1.500")]
    [TestCase("1e3")]
    [TestCase("1E+3")]
    [TestCase("-0.000")]
    [TestCase("1.000000000000000000E-245")]
    [TestCase("-1.000000000000000000E+245")]
    [TestCase("123456789012345678901234567890.123456789012345678901234567890")]
    public void Number_literals_stay_as_they_came(string literal) =>
        Assert.That(
            Text(ReadValid($$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value": {{literal}} } }""").Body),
            Does.EndWith($$"""
                "valueQuantity":{"value":{{literal}}}
                """.Trim()));

    [TestCase(@"A\u0042\n\t\""\\\/ \ud83d\ude00 é 你好")]
    [TestCase("  white   space  ")]
    public void String_escapes_stay_as_they_came(string literal) =>
        Assert.That(
            Text(ReadValid($$"""{"resourceType":"Patient","name":[{"family":"{{literal}}"}]}""").Body),
            Is.EqualTo($$"""
                "name":[{"family":"{{literal}}"}]
                """.Trim()));

    [Test]
    public void An_escaped_member_name_is_the_member_it_says() =>
        Assert.That(Text(ReadValid("""{"resourceType":"Patient","\u0061ctive":true,"\u005fbirthDate":{"id":"a"}}""").Body), Is.EqualTo("\"active\":true,\"_birthDate\":{\"id\":\"a\"}"));

    [Test]
    public void An_escaped_resource_type_is_the_type_it_says() =>
        Assert.That(
            Text(ReadValid("""{"resource\u0054ype":"Li\u0073t","status":"current","mode":"working","contained":[{"resourceType":"P\u0061tient"}]}""").Body),
            Is.EqualTo("\"status\":\"current\",\"mode\":\"working\",\"contained\":[{\"resourceType\":\"Patient\"}]"));

    [Test]
    public void Relative_references_are_collected_once_without_versions()
    {
        var list = ReadValid("""
            {"resourceType":"List","status":"current","mode":"working","contained":[{"resourceType":"Patient","id":"c","managingOrganization":{"reference":"Organization/o"}}],
             "entry":[{"item":{"reference":"Patient/1"}},{"item":{"reference":"Patient/1/_history/3"}},{"item":{"reference":"Patient\/2"}},
             {"item":{"reference":"#c"}},{"item":{"reference":"http://x.org/fhir/Patient/3"}},{"item":{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}},
             {"item":{"reference":"Patient?identifier=x"}},{"item":{"reference":"Nothing/1"}},{"item":{"reference":"Patient/1/x"}},{"item":{"reference":"Patient/"}},
             {"item":{"display":"Patient/9"}}]}
            """);
        Assert.That(list.References, Is.EqualTo(new[] { "Organization/o", "Patient/1", "Patient/2" }));
    }

    [Test]
    public void References_are_told_apart_by_what_can_become_of_them()
    {
        string[] given =
        [
            "Patient/1", "Patient/1/_history/3", "Patient/1/_history/3", "Patient/1/_history/4", "Patient/2/_history/a.b-c", "Patient/2",
            "Patient?identifier=http://x|1", "Nothing?a=b", "Patient?identifier=http://x|1", "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "URN:OID:1.2.3", "urn:other:x",
            "http://x.org/fhir/Patient/3", "HTTPS://x.org/é", "http://x.org/fhir/Patient/3", "https://x.org/" + new string('a', 5000), "ftp://x.org/Patient/1",
            "#c", "Nothing/1", "Patient/1/_history/", "Patient/1/_history/1/2", "Patient/_history/1", "Patient", "/Patient/1", "?", "/",
        ];
        var list = ReadValid($$"""{"resourceType":"List","status":"current","mode":"working","entry":[{{string.Join(",", given.Select(r => $"{{\"item\":{{\"reference\":\"{r}\"}}}}"))}}]}""");
        Assert.Multiple(() =>
        {
            Assert.That(list.References, Is.EqualTo(new[] { "Patient/1", "Patient/2" }));
            Assert.That(list.VersionReferences, Is.EqualTo(new VersionReference[] { new("Patient/1", "3"), new("Patient/1", "4"), new("Patient/2", "a.b-c") }));
            Assert.That(list.UnresolvableReferences, Is.EqualTo(new[] { "Patient?identifier=http://x|1", "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "URN:OID:1.2.3" }));
            Assert.That(list.AbsoluteReferences, Is.EqualTo(new[] { "http://x.org/fhir/Patient/3", "HTTPS://x.org/é", "https://x.org/" + new string('a', 5000) }));
        });
    }

    [Test]
    public void Lists_without_references_are_not_allocated()
    {
        var patient = ReadValid("""{"resourceType":"Patient","managingOrganization":{"reference":"#o"},"contained":[{"resourceType":"Organization","id":"o","name":"O"}]}""");
        Assert.Multiple(() =>
        {
            Assert.That(patient.References, Is.SameAs(Array.Empty<string>()));
            Assert.That(patient.VersionReferences, Is.SameAs(Array.Empty<VersionReference>()));
            Assert.That(patient.UnresolvableReferences, Is.SameAs(Array.Empty<string>()));
            Assert.That(patient.AbsoluteReferences, Is.SameAs(Array.Empty<string>()));
        });
    }

    [Test]
    public void References_of_a_body_with_very_many_leave_no_trace()
    {
        var many = string.Join(",", Enumerable.Range(0, 5000).Select(i => $"{{\"item\":{{\"reference\":\"Patient/{i}/_history/1\"}}}},{{\"item\":{{\"reference\":\"urn:oid:1.{i}\"}}}},{{\"item\":{{\"reference\":\"http://x/{i}\"}}}}"));
        var first = ReadValid($$"""{"resourceType":"List","status":"current","mode":"working","entry":[{{many}}]}""");
        var second = ReadValid("""{"resourceType":"Patient","managingOrganization":{"reference":"Organization/o"}}""");
        Assert.That((first.References.Count, first.VersionReferences.Count, first.UnresolvableReferences.Count, first.AbsoluteReferences.Count), Is.EqualTo((5000, 5000, 5000, 5000)));
        Assert.That((second.References.Single(), second.VersionReferences.Count, second.UnresolvableReferences.Count, second.AbsoluteReferences.Count), Is.EqualTo(("Organization/o", 0, 0, 0)));
    }

    [Test]
    public void A_body_read_before_leaves_no_trace()
    {
        Read("""{"resourceType":"Patient","name":[{"given":[null,null],"x":[""");
        var patient = ReadValid("""{"resourceType":"Patient","name":[{"given":["A"]}]}""");
        Assert.That((Text(patient.Body), patient.References), Is.EqualTo(("\"name\":[{\"given\":[\"A\"]}]", Array.Empty<string>())).Using<(string, IReadOnlyList<string>)>((a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2)));
    }
}
