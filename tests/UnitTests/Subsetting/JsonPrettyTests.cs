using System.Buffers;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.UnitTests.Xml;

namespace FhirHub.UnitTests.Subsetting;

public sealed class JsonPrettyTests
{
    [TestCase("""{"a":1.500,"b":[],"c":{},"d":["x",-0.000],"e":"\"\\"}""", "{\n  \"a\": 1.500,\n  \"b\": [],\n  \"c\": {},\n  \"d\": [\n    \"x\",\n    -0.000\n  ],\n  \"e\": \"\\\"\\\\\"\n}")]
    [TestCase(" { \"a\" : [ ] ,\r\n\t\"b\" : { } } ", "{\n  \"a\": [],\n  \"b\": {}\n}")]
    [TestCase("1e3", "1e3")]
    [TestCase("\"a: {b, [c\"", "\"a: {b, [c\"")]
    public void Tokens_stay_and_lines_are_indented(string json, string pretty) => Assert.That(Pretty(json), Is.EqualTo(pretty));

    [Test]
    public void Layout_can_be_undone()
    {
        foreach (var file in OfficialExamples.All().Where((_, i) => i % 50 == 0))
        {
            var json = File.ReadAllBytes(file);
            Assert.That(Minified(Pretty(json)), Is.EqualTo(Minified(json)), file);
        }
    }

    private static string Pretty(string json) => Encoding.UTF8.GetString(Pretty(Encoding.UTF8.GetBytes(json)));

    private static byte[] Pretty(byte[] json)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonPretty.Write(json, output);
        return output.WrittenSpan.ToArray();
    }

    private static string Minified(byte[] json)
    {
        var text = new StringBuilder();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            text.Append(reader.TokenType).Append(Encoding.UTF8.GetString(reader.ValueSpan)).Append('\n');
        return text.ToString();
    }
}
