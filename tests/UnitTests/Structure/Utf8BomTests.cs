using System.Text;
using FhirHub.Engine.Structure;

namespace FhirHub.UnitTests.Structure;

internal sealed class Utf8BomTests
{
    [TestCase("\uFEFF{}", "{}")]
    [TestCase("{}", "{}")]
    [TestCase("\uFEFF\uFEFF", "\uFEFF")]
    [TestCase("{\uFEFF", "{\uFEFF")]
    [TestCase("", "")]
    public void One_mark_at_the_start_is_skipped(string text, string rest) =>
        Assert.That(Encoding.UTF8.GetString(Utf8Bom.Skip(Encoding.UTF8.GetBytes(text)).Span), Is.EqualTo(rest));
}
