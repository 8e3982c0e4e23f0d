using System.Text;
using System.Text.Json;

namespace FhirHub.UnitTests.Structure;

/// <summary>What must survive storage: the members of a resource, each without white space but otherwise character by character.</summary>
internal static class JsonMembers
{
    private static readonly string[] OwnedByServer = ["versionId", "_versionId", "lastUpdated", "_lastUpdated"];

    /// <summary>Names and minified values in the order of names; of meta only what the sender owns, and no id and resourceType.</summary>
    public static IReadOnlyList<string> Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var members = new List<string>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Name == "meta")
                members.AddRange(member.Value.EnumerateObject()
                    .Where(m => !OwnedByServer.Contains(m.Name))
                    .Select(m => $"meta.{m.Name}={Minify(m.Value.GetRawText())}"));
            else if (member.Name is not ("id" or "resourceType"))
                members.Add($"{member.Name}={Minify(member.Value.GetRawText())}");
        }
        members.Sort(StringComparer.Ordinal);
        return members;
    }

    private static string Minify(string json)
    {
        var minified = new StringBuilder(json.Length);
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (inString && json[i] == '\\')
                minified.Append(json[i++]);
            else if (json[i] == '"')
                inString = !inString;
            else if (!inString && char.IsWhiteSpace(json[i]))
                continue;
            minified.Append(json[i]);
        }
        return minified.ToString();
    }
}
