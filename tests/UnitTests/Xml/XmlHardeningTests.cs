using System.Diagnostics;
using System.Text;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;
using FsCheck;
using FsCheck.Fluent;
using static FhirHub.UnitTests.Xml.XmlText;

namespace FhirHub.UnitTests.Xml;

public sealed class XmlHardeningTests
{
    [TestCase("<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")]
    [TestCase("<!DOCTYPE p SYSTEM 'http://127.0.0.1:1/x.dtd'>")]
    [TestCase("<!DOCTYPE p [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>")]
    [TestCase("<!DOCTYPE p [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY x '&b;&b;&b;&b;&b;&b;&b;&b;'>]>")]
    [TestCase("<!DOCTYPE p>")]
    public void A_document_type_is_refused_before_it_does_anything(string docType)
    {
        var result = Read(docType + Patient("<name><text value='&x;'/></name>"));

        Assert.That(result.Issues.Single().Code, Is.EqualTo("malformed-xml"));
        Assert.That(result.Issues.Single().Diagnostics, Does.Contain("DTD"));
    }

    [TestCase(100)]
    [TestCase(1_000_000)]
    public void Nesting_has_a_limit(int depth)
    {
        var result = Read(Patient(string.Concat(Enumerable.Repeat("<extension url='u'>", depth))));

        Assert.That(result.Issues.Single().Code, Is.EqualTo("nesting-too-deep"));
    }

    [Test]
    public void The_limit_of_nesting_is_the_callers()
    {
        var xml = Patient("<extension url='u'><extension url='v'><valueBoolean value='true'/></extension></extension>");

        Assert.That(Read(xml, maxDepth: 2).Issues, Is.Empty);
        Assert.That(Read(xml, maxDepth: 1).Issues.Single().Code, Is.EqualTo("nesting-too-deep"));
    }

    [Test]
    public void Messages_stay_short_whatever_they_quote() =>
        Assert.That(Read(Patient($"<{new string('x', 100_000)}/>")).Issues.Single().Diagnostics, Has.Length.LessThan(1000));

    [Test]
    public void Narrative_has_a_limit_of_nesting_too()
    {
        var xml = Patient("<text><status value='empty'/><div xmlns='http://www.w3.org/1999/xhtml'>" + string.Concat(Enumerable.Repeat("<p>", 100_000)));

        Assert.That(Read(xml).Issues[^1].Code, Is.EqualTo("nesting-too-deep"));
    }

    [Test]
    public void Large_documents_cost_time_in_proportion()
    {
        // One line, many narratives: any search for a position from the start would be quadratic.
        var entry = $"<entry><resource>{Patient("<text><status value='empty'/><div xmlns='http://www.w3.org/1999/xhtml'>é😀<p>x</p></div></text><name><given value='A'/><given value='B'/></name>")}</resource></entry>";
        Time(entry, 100);
        var (small, large) = (Time(entry, 10_000), Time(entry, 100_000));

        Assert.That(large / small, Is.LessThan(40), "ten times the input");
    }

    [Test]
    public void Random_bytes_give_issues_or_a_resource_and_nothing_else() => Prop.ForAll((byte[] bytes) =>
    {
        var result = FhirXmlReader.ToJson(bytes, ReadLimits.Default);
        Assert.That(result.Json is null, Is.EqualTo(result.Issues.Count > 0));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Damaged_documents_give_issues_or_a_resource_and_nothing_else()
    {
        var whole = Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='utf-8'?>" + Patient("<text><status value='empty'/><div xmlns='http://www.w3.org/1999/xhtml'>é<p title='x'>&amp;</p></div></text><contained><Basic><id value='b'/></Basic></contained><active value='true' id='x'><extension url='u'/></active><name><given value='A'/></name>"));
        Prop.ForAll((PositiveInt position, byte replacement, NonNegativeInt cut) =>
        {
            var damaged = whole.ToArray();
            damaged[position.Get % whole.Length] = replacement;
            var result = FhirXmlReader.ToJson(damaged.AsMemory(cut.Get % 40), ReadLimits.Default);
            Assert.That(result.Json is null, Is.EqualTo(result.Issues.Count > 0));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static double Time(string entry, int count)
    {
        var xml = Encoding.UTF8.GetBytes($"<Bundle xmlns='http://hl7.org/fhir'>{string.Concat(Enumerable.Repeat(entry, count))}</Bundle>");
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        Assert.That(FhirXmlReader.ToJson(xml, ReadLimits.Default).Issues, Is.Empty);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }
}
