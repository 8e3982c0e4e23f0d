using FhirHub.Engine.Errors;
using static FhirHub.UnitTests.Xml.XmlText;

namespace FhirHub.UnitTests.Xml;

public sealed class FhirXmlWriterTests
{
    [Test]
    public void Elements_stand_in_the_order_of_the_definition() => Assert.That(
        ToXml("""{"birthDate":"1990","name":[{"given":["A","B"],"family":"F"}],"resourceType":"Patient","id":"a"}"""),
        Is.EqualTo(Patient("""<id value="a"/><name><family value="F"/><given value="A"/><given value="B"/></name><birthDate value="1990"/>""")));

    [Test]
    public void Ids_of_elements_and_urls_of_extensions_are_attributes() => Assert.That(
        ToXml("""{"resourceType":"Patient","extension":[{"valueBoolean":true,"url":"http://u","id":"e"}],"name":[{"id":"n","text":"T"}]}"""),
        Is.EqualTo(Patient("""<extension id="e" url="http://u"><valueBoolean value="true"/></extension><name id="n"><text value="T"/></name>""")));

    [Test]
    public void Siblings_of_primitives_join_their_values() => Assert.That(
        ToXml("""{"resourceType":"Patient","name":[{"given":["A",null,"C"],"_given":[null,{"id":"b","extension":[{"url":"u"}]},{"id":"c"}]}],"_birthDate":{"extension":[{"url":"u"}]}}"""),
        Is.EqualTo(Patient("""<name><given value="A"/><given id="b"><extension url="u"/></given><given value="C" id="c"/></name><birthDate><extension url="u"/></birthDate>""")));

    [Test]
    public void Values_without_siblings_and_siblings_without_values_are_items_too() => Assert.That(
        ToXml("""{"resourceType":"Patient","name":[{"given":["A","B"],"_given":[{"id":"a"}]},{"given":["C"],"_given":[null,{"id":"d"}]},{"_given":[{"id":"e"}]}]}"""),
        Is.EqualTo(Patient("""<name><given value="A" id="a"/><given value="B"/></name><name><given value="C"/><given id="d"/></name><name><given id="e"/></name>""")));

    // Walking the list from its start for each item would take minutes.
    [Test]
    public void A_list_of_two_hundred_thousand_items_is_written_and_read_in_one_pass()
    {
        var json = $$"""{"resourceType":"List","status":"current","mode":"working","entry":[{{string.Join(",", Enumerable.Repeat("""{"item":{"display":"x"}}""", 200_000))}}]}""";

        Assert.That(ToJson(ToXml(json)), Is.EqualTo(json));
    }

    [Test]
    public void Numbers_keep_their_literals() => Assert.That(
        ToXml("""{"resourceType":"Basic","extension":[{"url":"a","valueDecimal":1.500},{"url":"b","valueDecimal":-0.00E+5}]}"""),
        Does.Contain("\"1.500\"").And.Contain("\"-0.00E+5\""));

    [Test]
    public void Markup_and_white_space_in_values_survive_as_references() => Assert.That(
        ToXml("""{"resourceType":"Patient","name":[{"text":"<a> & \"b\" 'c'\n\t\r é 中 😀"}]}"""),
        Does.Contain("<text value=\"&lt;a&gt; &amp; &quot;b&quot; 'c'&#xA;&#x9;&#xD; é 中 😀\"/>"));

    [Test]
    public void Characters_that_XML_cannot_hold_become_the_replacement_character() => Assert.That(
        ToXml("""{"resourceType":"Patient","name":[{"text":"a\u0001b\uffffc\ufffed\ufffee\uf8ff"}]}"""),
        Does.Contain("value=\"a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uf8ff\""));

    [Test]
    public void Resources_within_resources_share_the_namespace() => Assert.That(
        ToXml("""{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"}]}"""),
        Is.EqualTo(Patient("""<contained><Organization><id value="o"/></Organization></contained>""")));

    [TestCase("""<div xmlns='http://www.w3.org/1999/xhtml' class="a">  x<br/>&#160;<!-- c --> </div>""", null)]
    [TestCase("<div>no namespace<p>x</p></div>", """<div xmlns="http://www.w3.org/1999/xhtml">no namespace<p>x</p></div>""")]
    [TestCase("<div>not closed", """<div xmlns="http://www.w3.org/1999/xhtml">&lt;div&gt;not closed</div>""")]
    [TestCase("<div/><div/>", """<div xmlns="http://www.w3.org/1999/xhtml">&lt;div/&gt;&lt;div/&gt;</div>""")]
    [TestCase("<!DOCTYPE div [<!ENTITY a 'b'>]><div>&a;</div>", """<div xmlns="http://www.w3.org/1999/xhtml">&lt;!DOCTYPE div [&lt;!ENTITY a &apos;b&apos;&gt;]&gt;&lt;div&gt;&amp;a;&lt;/div&gt;</div>""")]
    [TestCase("plain", """<div xmlns="http://www.w3.org/1999/xhtml">plain</div>""")]
    [TestCase("<p xmlns='http://www.w3.org/1999/xhtml'/>", """<div xmlns="http://www.w3.org/1999/xhtml">&lt;p xmlns=&apos;http://www.w3.org/1999/xhtml&apos;/&gt;</div>""")]
    public void Narrative_goes_out_as_it_is_or_as_text(string div, string? written)
    {
        var xml = ToXml($$$"""{"resourceType":"Patient","text":{"status":"generated","div":{{{System.Text.Json.JsonSerializer.Serialize(div)}}}}}""");

        Assert.That(xml, Is.EqualTo(Patient($"""<text><status value="generated"/>{written ?? div}</text>""")));
        Assert.That(Read(xml).Issues, Is.Empty);
    }

    [Test]
    public void Pretty_puts_each_element_on_its_line() => Assert.That(
        ToXml("""{"resourceType":"Patient","name":[{"family":"F"}],"text":{"status":"empty","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"> <p/> </div>"}}""", pretty: true),
        Is.EqualTo("\n<Patient xmlns=\"http://hl7.org/fhir\">\n  <text>\n    <status value=\"empty\"/>\n    <div xmlns=\"http://www.w3.org/1999/xhtml\"> <p/> </div>\n  </text>\n  <name>\n    <family value=\"F\"/>\n  </name>\n</Patient>"));

    [TestCase("""{"resourceType":"Nothing"}""")]
    [TestCase("""{"resourceType":"Patient","colour":"red"}""")]
    [TestCase("""{"resourceType":"Patient","name":[1]}""")]
    [TestCase("""{"resourceType":"Patient","name":{}}""")]
    [TestCase("""{"resourceType":"Patient","birthDate":{}}""")]
    public void What_no_reader_has_accepted_is_a_fault_of_the_server(string json) =>
        Assert.That(Assert.Throws<FhirException>(() => ToXml(json))!.Kind, Is.EqualTo(FaultKind.Internal));
}
