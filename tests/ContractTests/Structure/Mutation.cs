using System.Text;
using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Structure;

/// <summary>Changes one thing in an instance: a member removed, renamed, replaced, wrapped, given a sibling, or an item added.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly string[] Values =
    [
        "\"\"", "\" \"", "\"a b\"", "\"x\"", "\"2020-02-30\"", "\"2020-13\"", "\"2020\"", "\"2020-01-01T10:00\"", "\"2020-01-01T10:00:00\"",
        "\"2020-01-01T10:00:00Z\"", "\"12:00\"", "\"AAA=\"", "\"\\u0001\"", "\"urn:uuid:x\"", "\"Patient/1\"", "1", "1.5", "-1", "0", "99999999999",
        "1e2", "true", "null", "{}", "[]", "[null]", "[{}]", "[\"x\"]", "{\"x\":1}", "{\"id\":\"a\"}", "\"<div>x</div>\"",
        "{\"extension\":[{\"url\":\"http://x.y\",\"valueString\":\"s\"}]}",
        "\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><script>x</script></div>\"",
        "\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><p onclick='x'>x</p></div>\"",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The instance with its change, in UTF-8.</summary>
    public byte[] Apply(IReadOnlyList<string> files)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(files[_random.Next(files.Count)]))!;
        var nodes = new List<JsonNode>();
        Collect(root, nodes);
        Change(nodes[_random.Next(nodes.Count)]);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private void Change(JsonNode node)
    {
        if (node.Parent is JsonArray array)
        {
            array.Add(Value());
            return;
        }
        if (node.Parent is not JsonObject parent)
            return;
        var name = node.GetPropertyName();
        switch (_random.Next(5))
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                parent.Remove(name);
                parent[_random.Next(3) switch { 0 => "_" + name, 1 => name + "x", _ => "value" }] = node;
                break;
            case 2:
                parent[name] = Value();
                break;
            case 3:
                parent["_" + name] = Value();
                break;
            default:
                parent.Remove(name);
                parent[name] = new JsonArray(node);
                break;
        }
    }

    private JsonNode? Value() => JsonNode.Parse(Values[_random.Next(Values.Length)]);

    private static void Collect(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is null)
            return;
        nodes.Add(node);
        if (node is JsonObject members)
            foreach (var member in members)
                Collect(member.Value, nodes);
        if (node is JsonArray items)
            foreach (var item in items)
                Collect(item, nodes);
    }
}
