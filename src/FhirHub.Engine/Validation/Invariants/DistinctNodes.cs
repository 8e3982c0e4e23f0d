using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>isDistinct() of https://hl7.org/fhirpath/N1/#isdistinct--boolean without comparing each with each.</summary>
internal static class DistinctNodes
{
    public static bool Are(IReadOnlyList<InstanceNode> nodes)
    {
        if (nodes.Count < 2)
            return true;
        var seen = new Dictionary<string, List<InstanceNode>>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            var key = KeyOf(node);
            if (!seen.TryGetValue(key, out var alike))
                seen[key] = [node];
            else if (alike.Exists(other => InstanceEquality.Equal(other, node)))
                return false;
            else
                alike.Add(node);
        }
        return true;
    }

    // Equal values have equal keys; values that share one are then compared.
    private static string KeyOf(InstanceNode node)
    {
        if (node.Token == JsonTokenType.Number && decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number.ToString("G29", CultureInfo.InvariantCulture);
        if (node.HasValue)
            return node.Text!;
        return string.Join('\u0001', node.Members.OrderBy(m => m.Element.Name, StringComparer.Ordinal).Select(m => $"{m.Element.Name}={KeyOf(m.Items[0])}"));
    }
}
