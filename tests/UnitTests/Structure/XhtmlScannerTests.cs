using System.Text;
using FhirHub.Engine.Structure;

namespace FhirHub.UnitTests.Structure;

internal sealed class XhtmlScannerTests
{
    private const string Open = "<div xmlns=\"http://www.w3.org/1999/xhtml\">";

    [TestCase("x")]
    [TestCase("<p class='a' style=\"color:red\">a &amp; b &lt; c &#160; &#xA0;</p>")]
    [TestCase("<table border=\"1\"><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>")]
    [TestCase("<a href=\"http://x.org?a=1&amp;b=2\">x</a><img src=\"#pic\" alt=\"javascript:\"/><br/><br />")]
    [TestCase("<p xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang = \"en\">x</p >")]
    [TestCase("a <!-- note --> b > c")]
    [TestCase("")]
    public void Formatting_is_allowed(string content) => Assert.That(Fault(Open + content + "</div>"), Is.Null);

    [TestCase("<p>x", "</div> closes nothing")]
    [TestCase("<p>x</b></p>", "</b> closes nothing")]
    [TestCase("<script>alert(1)</script>", "<script> is not allowed")]
    [TestCase("<SCRIPT>alert(1)</SCRIPT>", "<SCRIPT> is not allowed")]
    [TestCase("<form/>", "<form> is not allowed")]
    [TestCase("<iframe src='x'/>", "<iframe> is not allowed")]
    [TestCase("<h:p>x</h:p>", "<h:p> is not allowed")]
    [TestCase("<p onclick='x'>x</p>", "onclick is not allowed")]
    [TestCase("<p ONCLICK='x'>x</p>", "ONCLICK is not allowed")]
    [TestCase("<a href='javascript:x'>x</a>", "holds a script")]
    [TestCase("<a href=' Java&#115;cript&#58;x'>x</a>", "holds a script")]
    [TestCase("<a href='java&#x0A;script:x'>x</a>", "holds a script")]
    [TestCase("<p class='a' class='b'>x</p>", "occurs twice")]
    [TestCase("<p class=a>x</p>", "no quoted value")]
    [TestCase("<p class>x</p>", "no quoted value")]
    [TestCase("<p class='<'>x</p>", "no quoted value")]
    [TestCase("<p class='a'title='b'>x</p>", "malformed")]
    [TestCase("<p xmlns='http://x'>x</p>", "namespace")]
    [TestCase("a & b", "'&'")]
    [TestCase("&nbsp;", "'&'")]
    [TestCase("&#0;", "'&'")]
    [TestCase("&#xD800;", "'&'")]
    [TestCase("&#-1;", "'&'")]
    [TestCase("<p title='&x;'>x</p>", "'&'")]
    [TestCase("a < b", "starts no element")]
    [TestCase("]]>", "]]>")]
    [TestCase("<![CDATA[x]]>", "CDATA")]
    [TestCase("<?php x?>", "processing instruction")]
    [TestCase("<!-- a -- b -->", "comment")]
    [TestCase("<!--> <img src='x'/> -->", "comment")]
    [TestCase("<!-- a", "comment")]
    [TestCase("\uFFFE", "character")]
    [TestCase("</div><div>", "after the closing")]
    public void Anything_else_is_refused(string content, string fault) => Assert.That(Fault(Open + content + "</div>"), Does.Contain(fault));

    [TestCase("x")]
    [TestCase("<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>")]
    [TestCase("<div>x</div>")]
    [TestCase("<div xmlns=\"http://www.w3.org/1999/xhtml\">")]
    [TestCase("<div xmlns=\"http://www.w3.org/1999/xhtml\"")]
    [TestCase("<?xml version=\"1.0\"?><div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>")]
    [TestCase("<divx xmlns=\"http://www.w3.org/1999/xhtml\">x</divx>")]
    public void The_root_is_a_div_in_the_XHTML_namespace(string narrative) => Assert.That(Fault(narrative), Is.Not.Null);

    [Test]
    public void Nesting_has_an_end() =>
        Assert.That(Fault(Open + string.Concat(Enumerable.Repeat("<b>", 100_000))), Does.Contain("nested"));

    private static string? Fault(string narrative) => XhtmlScanner.FindFault(Encoding.UTF8.GetBytes(narrative));
}
