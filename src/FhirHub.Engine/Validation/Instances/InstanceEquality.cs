using System.Globalization;
using System.Text.Json;

namespace FhirHub.Engine.Validation.Instances;

/// <summary>Whether an instance has the value that <c>fixed[x]</c> or <c>pattern[x]</c> asks for, https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.fixed_x_.</summary>
internal static class InstanceEquality
{
    /// <summary>Exactly the same: the same elements, the same items in the same order.</summary>
    public static bool Equal(InstanceNode expected, InstanceNode actual)
    {
        if (!SameValue(expected, actual) || expected.Members.Count != actual.Members.Count)
            return false;
        foreach (var member in expected.Members)
        {
            var items = actual.Children(member.Element.Name);
            if (items.Count != member.Items.Count)
                return false;
            for (var i = 0; i < items.Count; i++)
                if (items[i].Type != member.Items[i].Type || !Equal(member.Items[i], items[i]))
                    return false;
        }
        return true;
    }

    /// <summary>What the pattern has, the instance has too; it may have more. Of a list, each item of the pattern is found anywhere.</summary>
    public static bool Matches(InstanceNode pattern, InstanceNode actual)
    {
        if (pattern.HasValue && !SameValue(pattern, actual))
            return false;
        foreach (var member in pattern.Members)
        {
            var items = actual.Children(member.Element.Name);
            foreach (var wanted in member.Items)
                if (!items.Any(i => i.Type == wanted.Type && Matches(wanted, i)))
                    return false;
        }
        return true;
    }

    private static bool SameValue(InstanceNode a, InstanceNode b)
    {
        if (a.HasValue != b.HasValue)
            return false;
        if (!a.HasValue)
            return true;
        if (a.Token != b.Token)
            return false;
        if (!a.IsEscaped && !b.IsEscaped && a.Utf8.SequenceEqual(b.Utf8))
            return true;
        if (a.Token == JsonTokenType.Number)
            return decimal.TryParse(a.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var first) &&
                decimal.TryParse(b.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var second) && first == second;
        return a.Text == b.Text;
    }
}
