using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FhirHub.UnitTests.Xml;

/// <summary>Resources of the same structure with other content: members left out, other texts, other number literals.</summary>
internal static class JsonMutation
{
    private static readonly string[] Texts = ["", " ", "\t\r\n", "<&>\"'", "é中😀", "]]>", "&#10;", "a  b ", "\u0085\u2028\ufdd0", "{\"a\":[1]}", "--><!--"];

    private static readonly string[] Numbers = ["0", "-0", "1.500", "-0.000", "1e3", "1E+245", "-1E-245", "123456789012345678901234567890.120"];

    public static byte[] Of(byte[] json, Random random)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        Change(root, random);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Change(JsonNode? node, Random random)
    {
        if (node is JsonObject o)
        {
            foreach (var (name, value) in o.ToList())
            {
                if (name is "resourceType" or "div")
                    continue;
                if (o.Count > 2 && random.Next(20) == 0)
                    o.Remove(name);
                else if (value is JsonValue scalar && random.Next(4) == 0)
                    o[name] = Other(scalar, random);
                else
                    Change(value, random);
            }
        }
        else if (node is JsonArray a)
        {
            for (var i = 0; i < a.Count; i++)
            {
                if (a[i] is JsonValue scalar && random.Next(4) == 0)
                    a[i] = Other(scalar, random);
                else
                    Change(a[i], random);
            }
        }
    }

    private static JsonNode? Other(JsonValue scalar, Random random) => scalar.GetValueKind() switch
    {
        JsonValueKind.String => JsonValue.Create(string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Texts[random.Next(Texts.Length)]))),
        JsonValueKind.Number => JsonNode.Parse(Numbers[random.Next(Numbers.Length)]),
        _ => scalar.DeepClone(),
    };
}
