using System.Text;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;
using static FhirHub.UnitTests.Xml.XmlText;

namespace FhirHub.UnitTests.Xml;

public sealed class FhirXmlReaderTests
{
    [Test]
    public void Elements_become_members_and_equals_share_an_array() => Assert.That(
        ToJson(Patient("""<id value="a"/><active value="true"/><name id="n"><given value="A"/><given value="B"/></name><multipleBirthInteger value="2"/>""")),
        Is.EqualTo("""{"resourceType":"Patient","id":"a","active":true,"name":[{"id":"n","given":["A","B"]}],"multipleBirthInteger":2}"""));

    [Test]
    public void Extensions_of_primitives_become_aligned_siblings() => Assert.That(
        ToJson(Patient("""<name><given value="A"/><given id="b"><extension url="u"><valueString value="x"/></extension></given><given value="C"/></name><birthDate value="1990"><extension url="u"/></birthDate>""")),
        Is.EqualTo("""{"resourceType":"Patient","name":[{"given":["A",null,"C"],"_given":[null,{"id":"b","extension":[{"url":"u","valueString":"x"}]},null]}],"birthDate":"1990","_birthDate":{"extension":[{"url":"u"}]}}"""));

    [Test]
    public void Resources_are_nested_where_they_belong() => Assert.That(
        ToJson("""<Bundle xmlns="http://hl7.org/fhir"><entry><resource><Parameters><parameter><name value="p"/><resource><Basic/></resource></parameter></Parameters></resource></entry></Bundle>""".Replace("<Basic/>", "<Basic><id value='b'/></Basic>", StringComparison.Ordinal)),
        Is.EqualTo("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Parameters","parameter":[{"name":"p","resource":{"resourceType":"Basic","id":"b"}}]}}]}"""));

    [TestCase("1.500")]
    [TestCase("-0.000")]
    [TestCase("1e3")]
    [TestCase("1E-245")]
    [TestCase("123456789012345678901234567890.10")]
    public void Number_literals_stay(string literal) => Assert.That(
        ToJson($"""<Basic xmlns="http://hl7.org/fhir"><extension url="u"><valueDecimal value="{literal}"/></extension></Basic>"""),
        Does.Contain($"\"valueDecimal\":{literal}}}"));

    [TestCase("+5", "5")]
    [TestCase("+2147483647", "2147483647")]
    [TestCase("-5", "-5")]
    public void The_plus_sign_of_an_integer_is_left_out_in_JSON(string literal, string number)
    {
        var xml = $"""<Basic xmlns="http://hl7.org/fhir"><extension url="u"><valueInteger value="{literal}"/></extension><code><text value="x"/></code></Basic>""";

        Assert.That(ToJson(xml), Does.Contain($"\"valueInteger\":{number}}}"));
        Assert.That(FhirXmlReader.Read(Encoding.UTF8.GetBytes(xml), ReadLimits.Default).Issues, Is.Empty);
    }

    [TestCase("valueInteger", "+0")]
    [TestCase("valueInteger", "+-5")]
    [TestCase("valueInteger", "++5")]
    [TestCase("valueInteger", "+05")]
    [TestCase("valueInteger", "+")]
    [TestCase("valueInteger", "٥")]
    [TestCase("valueUnsignedInt", "+5")]
    public void Other_signs_of_integers_are_refused(string element, string literal) =>
        Refused($"""<Basic xmlns="http://hl7.org/fhir"><extension url="u"><{element} value="{literal}"/></extension></Basic>""", ("invalid-number", "Basic.extension[0].value"));

    [TestCase("+1.5")]
    [TestCase(".5")]
    [TestCase("5.")]
    [TestCase("01")]
    [TestCase("1e")]
    [TestCase("")]
    [TestCase(" 1")]
    [TestCase("NaN")]
    [TestCase("1,5")]
    [TestCase("0x10")]
    public void Other_numbers_are_refused(string literal) =>
        Refused($"""<Basic xmlns="http://hl7.org/fhir"><extension url="u"><valueDecimal value="{literal}"/></extension></Basic>""", ("invalid-number", "Basic.extension[0].value"));

    [TestCase("""<active value="TRUE"/>""", "invalid-boolean", "Patient.active")]
    [TestCase("""<active value="1"/>""", "invalid-boolean", "Patient.active")]
    [TestCase("""<active/>""", "empty-element", "Patient.active")]
    [TestCase("""<active></active>""", "empty-element", "Patient.active")]
    [TestCase("""<name/>""", "empty-element", "Patient.name[0]")]
    [TestCase("""<contained/>""", "empty-element", "Patient.contained[0]")]
    [TestCase("""<colour value="red"/>""", "unknown-element", "Patient.colour")]
    [TestCase("""<deceased value="true"/>""", "unknown-element", "Patient.deceased")]
    [TestCase("""<name><id value="n"/></name>""", "unknown-element", "Patient.name[0].id")]
    [TestCase("""<name value="n"><text value="x"/></name>""", "unknown-attribute", "Patient.name[0]")]
    [TestCase("""<active value="true" colour="red"/>""", "unknown-attribute", "Patient.active")]
    [TestCase("""<active value="true" xml:lang="en"/>""", "unknown-attribute", "Patient.active")]
    [TestCase("""<active value="true" xmlns:x="urn:x" x:value="false"/>""", "unknown-attribute", "Patient.active")]
    [TestCase("""<contained id="x"><Basic><id value="b"/></Basic></contained>""", "unknown-attribute", "Patient.contained[0]")]
    [TestCase("""<contained><Nothing/></contained>""", "unknown-resource", "Patient.contained[0]")]
    [TestCase("""<contained><Resource/></contained>""", "unknown-resource", "Patient.contained[0]")]
    [TestCase("""<contained><Basic><id value="b"/></Basic><Basic/></contained>""", "element-repeated", "Patient.contained[0]")]
    [TestCase("""<contained><Basic xmlns="urn:x"/></contained>""", "wrong-namespace", "Patient.contained[0]")]
    [TestCase("""<active xmlns="urn:x" value="true"/>""", "wrong-namespace", "Patient")]
    [TestCase("""<text><status value="empty"/><div>x</div></text>""", "wrong-namespace", "Patient.text")]
    [TestCase("""<text><status value="empty"/><div xmlns="http://www.w3.org/1999/xhtml"><p xmlns="urn:x"/></div></text>""", "wrong-namespace", "Patient.text.div")]
    [TestCase("""<active value="true"/>stray""", "text-not-allowed", "Patient")]
    [TestCase("""<active>true</active>""", "text-not-allowed", "Patient.active")]
    [TestCase("""<name><![CDATA[x]]><text value="y"/></name>""", "text-not-allowed", "Patient.name[0]")]
    [TestCase("""<birthDate value="1990"/><active value="true"/>""", "element-order", "Patient.active")]
    [TestCase("""<name><text value="a"/></name><gender value="male"/><name><text value="b"/></name>""", "element-order", "Patient.name")]
    [TestCase("""<active value="true"/><active value="true"/>""", "element-repeated", "Patient.active")]
    [TestCase("""<deceasedBoolean value="true"/><deceasedDateTime value="2020"/>""", "element-repeated", "Patient.deceased")]
    public void What_XML_alone_can_get_wrong_is_reported_with_its_path(string content, string code, string path)
    {
        var issue = Read(Patient(content)).Issues[0];

        Assert.That((issue.Code, issue.Expression), Is.EqualTo((code, path)), issue.Diagnostics);
        Assert.That(issue.Line, Is.EqualTo(1));
        Assert.That(issue.Column, Is.GreaterThan(1));
    }

    [Test]
    public void Every_fault_is_reported_where_it_stands()
    {
        var result = Read("<Patient xmlns='http://hl7.org/fhir'>\n  <active value='yes'/>\n  <colour/>\n  <name>\n    <given value='A' x='1'/>\n  </name>\n</Patient>");

        Assert.That(result.Json, Is.Null);
        Assert.That(result.Issues.Select(i => (i.Line, i.Column, i.Code)), Is.EqualTo(new (int?, int?, string)[]
        {
            (2, 11, "invalid-boolean"), (3, 4, "unknown-element"), (5, 22, "unknown-attribute"),
        }));
    }

    [Test]
    public void Nothing_but_faults_is_not_read_to_the_end() =>
        Assert.That(Read(Patient(string.Concat(Enumerable.Repeat("<x/>", 10_000)))).Issues, Has.Count.EqualTo(101));

    [TestCase("")]
    [TestCase(" \r\n\t")]
    [TestCase("\uFEFF")]
    public void An_empty_body_is_no_resource(string xml)
    {
        var issue = Read(xml).Issues.Single();

        Assert.That((issue.Code, issue.Line, issue.Column), Is.EqualTo(("empty-body", 1, 1)));
    }

    [Test]
    public void A_document_type_is_refused_where_it_stands()
    {
        var issue = Read("<?xml version='1.0'?>\n<!-- é --><!DOCTYPE a [<!ENTITY b 'x'>]><Patient xmlns='http://hl7.org/fhir'/>").Issues.Single();

        Assert.That((issue.Code, issue.Line, issue.Column), Is.EqualTo(("malformed-xml", 2, 11)));
        Assert.That(issue.Diagnostics, Does.Contain("document type").And.Not.Contain("XmlReader"));
    }

    [TestCase("{}")]
    [TestCase("<!-- nothing -->")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'>")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'><active value='true'></Patient>")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'/><Patient/>")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'><active value='&nope;'/></Patient>")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'><active value='&#1;'/></Patient>")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'><active value='\u0001'/></Patient>")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'><active value='a' value='b'/></Patient>")]
    [TestCase("<x:Patient/>")]
    [TestCase("<?xml version=\"2.0\"?><Patient/>")]
    public void Malformed_XML_is_one_fatal_issue_with_its_place(string xml)
    {
        var issue = Read(xml).Issues[^1];

        Assert.That((issue.Severity, issue.Code), Is.EqualTo((Engine.Errors.IssueSeverity.Fatal, "malformed-xml")));
        Assert.That(Read(xml).Json, Is.Null);
    }

    [TestCase("<Patient xmlns='http://hl7.org/fhir'><active value='true'></Patient>", 1, 61)]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'>\n <active value=true/></Patient>", 2, 16)]
    public void A_syntax_error_has_its_line_and_column(string xml, int line, int column) =>
        Assert.That((Read(xml).Issues[0].Line, Read(xml).Issues[0].Column), Is.EqualTo((line, column)));

    [TestCase("<Patient/>", "wrong-namespace")]
    [TestCase("<Patient xmlns='urn:x'><a/></Patient>", "wrong-namespace")]
    [TestCase("<Nothing xmlns='http://hl7.org/fhir'/>", "unknown-resource")]
    [TestCase("<DomainResource xmlns='http://hl7.org/fhir'/>", "unknown-resource")]
    [TestCase("<HumanName xmlns='http://hl7.org/fhir'/>", "unknown-resource")]
    [TestCase("<?xml version='1.0' encoding='ISO-8859-1'?><Patient xmlns='http://hl7.org/fhir'><id value='a'/></Patient>", "xml-encoding")]
    public void The_root_is_a_resource_of_FHIR(string xml, string code) => Assert.That(Read(xml).Issues.Single().Code, Is.EqualTo(code));

    [Test]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        Assert.That(FhirXmlReader.ToJson(Encoding.Latin1.GetBytes(Patient("<name><text value='é'/></name>")), ReadLimits.Default).Issues.Single().Code, Is.EqualTo("invalid-utf8"));

    [Test]
    public void Comments_instructions_schema_locations_prefixes_and_byte_order_marks_are_passed_over() => Assert.That(
        ToJson("\uFEFF<?xml version='1.0' encoding='utf-8'?>\n<?x y?><!-- c --><f:Patient xmlns:f='http://hl7.org/fhir' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'><!-- c --><f:active value='true'><?x?><!-- c --></f:active></f:Patient><!-- end -->\n"),
        Is.EqualTo("""{"resourceType":"Patient","active":true}"""));

    [Test]
    public void References_and_white_space_in_values_are_resolved_as_XML_demands() => Assert.That(
        ToJson(Patient("<name><text value='&lt;&#xA;&#9;&amp;&#x1F600; a\nb  c'/></name>")),
        Does.Contain("\"text\":\"<\\n\\t&\\uD83D\\uDE00 a b  c\""));

    [TestCase("<div xmlns=\"http://www.w3.org/1999/xhtml\">A B\n\t<b>x</b> &#160;&lt;\r\n<br /><br></br><!-- c --></div>")]
    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml' xml:lang='de' title='a > b'/>")]
    [TestCase("<div title='>' xmlns='http://www.w3.org/1999/xhtml' />")]
    [TestCase("<div\n xmlns='http://www.w3.org/1999/xhtml'\n>😀中é<p>😀</p>\n\r😀</div >")]
    public void Narrative_is_taken_byte_for_byte(string div)
    {
        // Wide characters and line breaks before it, and a second narrative after it, to test the positions.
        var xml = $"<Bundle xmlns='http://hl7.org/fhir'>\r\n<!-- 😀 -->\r<entry><resource><Patient>{Text(div)}</Patient></resource></entry>😀<entry><resource><Patient>{Text(div)}</Patient></resource></entry></Bundle>".Replace("</entry>😀", "</entry><!-- 😀\n😀 -->", StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(ToJson(xml));

        foreach (var entry in json.RootElement.GetProperty("entry").EnumerateArray())
            Assert.That(entry.GetProperty("resource").GetProperty("text").GetProperty("div").GetString(), Is.EqualTo(div));
    }

    [TestCase("<h:div><h:p xml:lang='de' title='&lt;'> x<h:br/></h:p></h:div>", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p xml:lang=\"de\" title=\"&lt;\"> x<br /></p></div>")]
    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml'><h:p></h:p></div>", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p></p></div>")]
    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml' xmlns:z='urn:z'>x</div>", "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>")]
    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml'><![CDATA[a < b]]>\n<?x y?></div>", "<div xmlns=\"http://www.w3.org/1999/xhtml\">a &lt; b\n</div>")]
    public void Narrative_loses_the_prefixes_sections_and_instructions_that_FHIR_does_not_know(string div, string expected)
    {
        using var json = System.Text.Json.JsonDocument.Parse(ToJson($"<Patient xmlns='http://hl7.org/fhir' xmlns:h='http://www.w3.org/1999/xhtml' xmlns:unused='urn:x'>{Text(div)}</Patient>"));

        Assert.That(json.RootElement.GetProperty("text").GetProperty("div").GetString(), Is.EqualTo(expected));
    }

    [Test]
    public void Narrative_in_an_inherited_namespace_declares_it()
    {
        var json = ToJson("<f:Patient xmlns:f='http://hl7.org/fhir' xmlns='http://www.w3.org/1999/xhtml'><f:text><f:status value='empty'/><div><p>x</p></div></f:text></f:Patient>");

        Assert.That(json, Does.Contain("<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p>x</p></div>"));
    }

    [Test]
    public void Reading_goes_on_to_judge_the_content()
    {
        var good = FhirXmlReader.Read(Encoding.UTF8.GetBytes(Patient("<id value='a'/><birthDate value='1990-01-01'/>")), ReadLimits.Default);
        var bad = FhirXmlReader.Read(Encoding.UTF8.GetBytes(Patient("<birthDate value='yesterday'/><link><type value='x'/></link>")), ReadLimits.Default);

        Assert.That((good.Resource?.Type, good.Resource?.Id, good.Issues.Count), Is.EqualTo(("Patient", "a", 0)));
        Assert.That(bad.Resource, Is.Null);
        Assert.That(bad.Issues.Select(i => i.Expression), Is.SupersetOf(new[] { "Patient.birthDate", "Patient.link[0].type" }));
        Assert.That(bad.Issues.Select(i => i.Line), Is.All.Null, "lines of JSON nobody has seen");
    }

    private static string Text(string div) => $"<text><status value='generated'/>{div}</text>";

    private static void Refused(string xml, params (string Code, string Path)[] expected) =>
        Assert.That(Read(xml).Issues.Select(i => (i.Code, i.Expression!)), Is.EqualTo(expected));
}
