using System.Text;
using FhirHub.EndToEndTests.Validation;

namespace FhirHub.EndToEndTests.Operations;

/// <summary>https://hl7.org/fhir/R4/resource-operation-validate.html</summary>
[TestFixture]
internal sealed class ValidateTests : ServerTests
{
    private const string Wrong = """
        {
          "resourceType": "Patient",
          "gender": "男",
          "contact": [{}],
          "name": [{"family": "李", "nickname": "x"}]
        }
        """;

    protected override (string Name, string Value)[] Settings => [("References", "Enforced")];

    [Test]
    public async Task A_right_resource_gets_one_information()
    {
        var answer = (await Http.SendAsync("POST", "Patient/$validate", Patient("x"))).Expect(HttpStatusCode.OK);
        Assert.That(answer.IssueCodes, Is.EqualTo(new[] { "valid" }));
        Assert.That((string?)answer.Issues[0]["severity"], Is.EqualTo("information"));
    }

    [Test]
    public async Task Everything_that_is_wrong_is_told_with_200_where_it_is()
    {
        var answer = (await Http.SendAsync("POST", "Patient/$validate", Wrong)).Expect(HttpStatusCode.OK);
        var found = answer.Expressions.Zip(answer.Locations).ToList();
        Assert.That(found, Does.Contain(("Patient.gender", "line 3, column 13")), answer.Text);
        Assert.That(found, Does.Contain(("Patient.name[0].nickname", "line 5, column 30")), answer.Text);
        Assert.That(answer.Expressions, Does.Contain("Patient.contact[0]"), answer.Text);
    }

    [Test]
    public async Task Within_Parameters_lines_and_columns_are_those_of_the_body()
    {
        string alone = (await Http.SendAsync("POST", "Patient/$validate", Wrong)).Text;
        string body = "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":\n" + Wrong + "}]}";
        var answer = (await Http.SendAsync("POST", "Patient/$validate", body)).Expect(HttpStatusCode.OK);
        Assert.That(answer.Locations, Does.Contain("line 4, column 13"));
        Assert.That(answer.IssueCodes, Is.EqualTo(JsonNode.Parse(alone)!["issue"]!.AsArray().Select(i => (string?)i!["details"]!["coding"]![0]!["code"])));
    }

    [TestCase("zh-CN", true)]
    [TestCase("en;q=0.5, zh;q=0.9", true)]
    [TestCase("en, zh;q=0.9", false)]
    [TestCase("de", false)]
    public async Task Messages_are_in_the_language_asked_for(string language, bool isChinese)
    {
        var answer = (await Http.SendAsync("POST", "Patient/$validate", """{"resourceType":"Patient","contact":[{"gender":"male"}]}""", headers: ("Accept-Language", language))).Expect(HttpStatusCode.OK);
        Assert.That(((string)answer.Issues[0]["diagnostics"]!).Any(c => c is >= '\u4e00' and <= '\u9fff'), Is.EqualTo(isChinese), answer.Text);
    }

    [TestCase("{\"resourceType\":\"Patient\",", "malformed-json")]
    [TestCase("[]", "not-a-resource")]
    [TestCase("{\"active\":true}", "resource-type-missing")]
    public async Task What_is_no_resource_is_a_result_of_validation_too(string body, string code)
    {
        var answer = (await Http.SendAsync("POST", "Patient/$validate", body)).Expect(HttpStatusCode.OK);
        Assert.That((string?)answer.Issues[0]["severity"], Is.EqualTo("error").Or.EqualTo("fatal"), $"{code}: {answer.Text}");
    }

    [Test]
    public async Task Xml_is_validated_without_lines()
    {
        var answer = (await Http.SendAsync("POST", "Patient/$validate", "<Patient xmlns=\"http://hl7.org/fhir\"><contact><gender value=\"male\"/></contact></Patient>", FhirHttp.FhirXml)).Expect(HttpStatusCode.OK);
        Assert.That(answer.Expressions, Does.Contain("Patient.contact[0]"), answer.Text);
        Assert.That(answer.Locations, Is.All.Empty);
        var broken = (await Http.SendAsync("POST", "Patient/$validate", "<Patient xmlns=\"http://hl7.org/fhir\"><nickname/></Patient>", FhirHttp.FhirXml)).Expect(HttpStatusCode.OK);
        Assert.That((string?)broken.Issues[0]["severity"], Is.EqualTo("error").Or.EqualTo("fatal"), broken.Text);
    }

    [Test]
    public async Task Xml_with_faults_of_its_own_is_validated_in_the_rest_too()
    {
        const string Body = "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"zz\"/><foo/><multipleBirthInteger value=\"x\"/></Patient>";
        var answer = (await Http.SendAsync("POST", "Patient/$validate", Body, FhirHttp.FhirXml)).Expect(HttpStatusCode.OK);
        Assert.That(answer.Expressions, Is.EquivalentTo(new[] { "Patient.foo", "Patient.gender", "Patient.multipleBirth" }).Or.EquivalentTo(new[] { "Patient.foo", "Patient.gender", "Patient.multipleBirthInteger" }), answer.Text);
        var within = (await Http.SendAsync("POST", "Patient/$validate", $"<Parameters xmlns=\"http://hl7.org/fhir\"><parameter><name value=\"resource\"/><resource>{Body}</resource></parameter></Parameters>", FhirHttp.FhirXml)).Expect(HttpStatusCode.OK);
        Assert.That(within.Text, Does.Contain("foo").And.Contain("zz"));
    }

    [Test]
    public async Task A_profile_posted_at_run_time_is_known_at_once_by_the_parameter_and_by_claim()
    {
        await Http.DefineAsync("v-birth", Profiles.Requiring("v-birth", "birthDate"));
        string url = Uri.EscapeDataString(Profiles.Root + "v-birth");
        (await Http.SendAsync("POST", $"Patient/$validate?profile={url}", Patient("x"))).ExpectIssue(HttpStatusCode.OK, "missing-element");
        (await Http.SendAsync("POST", "Patient/$validate", Profiles.Claiming("x", "\"active\":true", "v-birth"))).ExpectIssue(HttpStatusCode.OK, "missing-element");
        (await Http.SendAsync("POST", $"Patient/$validate?profile={url}%7C1.0.0", Patient("x", "\"birthDate\":\"2000-01-01\""))).ExpectIssue(HttpStatusCode.OK, "valid");
        await Http.DefineAsync("v-birth", Profiles.Requiring("v-birth", "gender"));
        var changed = (await Http.SendAsync("POST", $"Patient/$validate?profile={url}", Patient("x"))).ExpectIssue(HttpStatusCode.OK, "missing-element");
        Assert.That(changed.Expressions, Is.EqualTo(new[] { "Patient.gender" }));
        (await Http.SendAsync("DELETE", "StructureDefinition/v-birth")).Expect(HttpStatusCode.NoContent);
        (await Http.SendAsync("POST", $"Patient/$validate?profile={url}", Patient("x"))).ExpectIssue(HttpStatusCode.BadRequest, "profile-unknown");
        (await Http.SendAsync("POST", "Patient/$validate", Profiles.Claiming("x", "\"active\":true", "v-birth"))).ExpectIssue(HttpStatusCode.OK, "profile-unknown");
    }

    [TestCase("Patient/$validate", "", "mode-invalid")]
    [TestCase("Patient/$validate?mode=update", """{"resourceType":"Patient"}""", "mode-invalid")]
    [TestCase("Patient/$validate?mode=delete", "", "mode-invalid")]
    [TestCase("Patient/$validate?mode=think", """{"resourceType":"Patient"}""", "mode-invalid")]
    [TestCase("Patient/1/$validate?mode=create", """{"resourceType":"Patient"}""", "mode-invalid")]
    [TestCase("Patient/1/$validate?mode=profile", "", "mode-invalid")]
    [TestCase("Patient/1/$validate?mode=profile&profile=http://hl7.org/fhir/StructureDefinition/Patient", """{"resourceType":"Patient"}""", "mode-invalid")]
    [TestCase("Patient/$validate", """{"resourceType":"Observation"}""", "type-mismatch")]
    [TestCase("Patient/$validate", """{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Observation"}}]}""", "type-mismatch")]
    [TestCase("Patient/$validate", """{"resourceType":"Parameters","parameter":[{"name":"resource","valueString":"x"}]}""", "parameter-invalid")]
    [TestCase("Patient/$validate", """{"resourceType":"Parameters","parameter":[{"name":"Resource","resource":{"resourceType":"Patient"}}]}""", "parameter-unknown")]
    [TestCase("Patient/$validate?mode=create", """{"resourceType":"Parameters","parameter":[{"name":"mode","valueCode":"create"},{"name":"resource","resource":{"resourceType":"Patient"}}]}""", "parameter-repeated")]
    [TestCase("Patient/$validate", """{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient"}},{"nome":"x"}]}""", "unknown-element")]
    [TestCase("Patient/$validate?profile=http://example.cn/nowhere", """{"resourceType":"Patient"}""", "profile-unknown")]
    [TestCase("Patient/$validate?profile=http://hl7.org/fhir/StructureDefinition/bodyweight", """{"resourceType":"Patient"}""", "profile-wrong-type")]
    public async Task Wrong_use_is_refused_with_the_reason(string path, string body, string code)
    {
        var answer = await Http.SendAsync("POST", path, body.Length > 0 ? body : null);
        answer.ExpectIssue(HttpStatusCode.BadRequest, code);
    }

    [Test]
    public async Task An_instance_is_validated_as_it_is_stored()
    {
        string id = await NewPatientAsync("\"contact\":[{\"gender\":\"male\"}]");
        var answer = (await Http.FetchAsync($"Patient/{id}/$validate")).Expect(HttpStatusCode.OK);
        Assert.That(answer.Expressions, Does.Contain("Patient.contact[0]"));
        var profile = await Http.FetchAsync($"Patient/{id}/$validate?mode=profile&profile=http://hl7.org/fhir/StructureDefinition/Patient");
        Assert.That(profile.Expect(HttpStatusCode.OK).Expressions, Does.Contain("Patient.contact[0]"));
        (await Http.FetchAsync($"Patient/{NewId()}/$validate")).Expect(HttpStatusCode.NotFound);
        await DeletePatientAsync(id);
        (await Http.FetchAsync($"Patient/{id}/$validate")).Expect(HttpStatusCode.Gone);
    }

    [Test]
    public async Task Mode_update_says_whether_this_update_would_be_taken()
    {
        string id = await NewPatientAsync();
        (await Http.SendAsync("POST", $"Patient/{id}/$validate?mode=update", Patient(id))).ExpectIssue(HttpStatusCode.OK, "valid");
        (await Http.SendAsync("POST", $"Patient/{id}/$validate?mode=update", Patient("other"))).ExpectIssue(HttpStatusCode.OK, "id-mismatch");
        (await Http.SendAsync("POST", $"Patient/{id}/$validate?mode=update", Patient(id), headers: ("If-Match", "W/\"7\""))).ExpectIssue(HttpStatusCode.OK, "version-mismatch");
        (await Http.SendAsync("POST", $"Patient/{id}/$validate?mode=update", Patient(id, "\"managingOrganization\":{\"reference\":\"Organization/nowhere\"}")))
            .ExpectIssue(HttpStatusCode.OK, "reference-not-found");
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task Mode_delete_says_whether_something_refers_to_it()
    {
        string id = await NewPatientAsync();
        (await Http.SendAsync("POST", $"Patient/{id}/$validate?mode=delete")).ExpectIssue(HttpStatusCode.OK, "valid");
        string other = await NewPatientAsync($$"""
            "link":[{"other":{"reference":"Patient/{{id}}"},"type":"seealso"}]
            """);
        (await Http.SendAsync("POST", $"Patient/{id}/$validate?mode=delete")).ExpectIssue(HttpStatusCode.OK, "referenced");
        (await Http.SendAsync("POST", $"Patient/{other}/$validate?mode=delete")).ExpectIssue(HttpStatusCode.OK, "valid");
        (await Http.SendAsync("POST", $"Patient/{NewId()}/$validate?mode=delete")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Nothing_is_stored_by_validation()
    {
        string id = NewId();
        (await Http.SendAsync("POST", $"Patient/{id}/$validate?mode=update", Patient(id))).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task It_is_in_the_statement_of_every_type()
    {
        var rest = (await Http.FetchAsync("metadata")).Json["rest"]![0]!["resource"]!.AsArray();
        Assert.That(rest.Select(r => r!["operation"]!.AsArray().Count(o => (string?)o!["name"] == "validate")), Is.All.EqualTo(1));
    }

    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"\ud800","valueString":"x"}]}""", HttpStatusCode.BadRequest)]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"mode","valueCode":"\ud800"}]}""", HttpStatusCode.BadRequest)]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"~","valueString":"x"}]}""", HttpStatusCode.BadRequest)]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"~":"mode","valueString":"x"}]}""", HttpStatusCode.BadRequest)]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"\ud800":"mode","valueString":"x"}]}""", HttpStatusCode.BadRequest)]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"\udc00"}}]}""", HttpStatusCode.OK)]
    [TestCase("""{"resourceType":"\ud800"}""", HttpStatusCode.OK)]
    [TestCase("""{"resourceType":"Patient","\ud800abcde":1}""", HttpStatusCode.OK)]
    [TestCase("""{"resourceType":"Patient","meta":{"profile":["\ud800"]}}""", HttpStatusCode.OK)]
    public async Task What_is_no_text_is_told_as_a_fault(string body, HttpStatusCode status)
    {
        // A byte that is no UTF-8.
        byte[] bytes = [.. Encoding.UTF8.GetBytes(body).Select(b => b == (byte)'~' ? (byte)0xff : b)];
        var answer = (await Http.SendBytesAsync("POST", "Patient/$validate", bytes, FhirHttp.FhirJson)).Expect(status);
        Assert.That((string?)answer.Issues[0]["severity"], Is.EqualTo("error").Or.EqualTo("fatal"), answer.Text);
    }

    [Test]
    public async Task An_id_that_is_no_text_is_told_as_a_fault()
    {
        var answer = (await Http.SendAsync("POST", "Patient/x/$validate?mode=update", """{"resourceType":"Patient","id":"\ud800"}""")).Expect(HttpStatusCode.OK);
        Assert.That((string?)answer.Issues[0]["severity"], Is.EqualTo("error").Or.EqualTo("fatal"), answer.Text);
    }

    [Test]
    public async Task A_resource_may_refer_to_itself_as_it_will_be()
    {
        const string Self = """{"resourceType":"Patient","id":"self-v","link":[{"other":{"reference":"Patient/self-v"},"type":"seealso"}]}""";
        Assert.That((await Http.SendAsync("POST", "Patient/self-v/$validate?mode=update", Self)).Expect(HttpStatusCode.OK).IssueCodes, Does.Not.Contain("reference-not-found"));
    }
}
