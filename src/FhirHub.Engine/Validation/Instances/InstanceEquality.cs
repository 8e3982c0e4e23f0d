using System.Globalization;
using System.Text.Json;

namespace FhirHub.Engine.Validation.Instances;

/// <summary>
/// Whether an instance has the value that <c>fixed[x]</c> or <c>pattern[x]</c> asks for,
/// https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.fixed_x_.
/// </summary>
internal static class InstanceEquality
{
    /// <summary>Exactly the same: the same elements, the same items in the same order.</summary>
    /// <param name="aliases">Where a system may go by another of its names; null where only its own counts.</param>
    public static bool Equal(InstanceNode expected, InstanceNode actual, SystemAliases? aliases = null)
    {
        if (!SameValue(expected, actual, aliases) || expected.Members.Count != actual.Members.Count)
            return false;
        foreach (var member in expected.Members)
        {
            var items = actual.Children(member.Element.Name);
            if (items.Count != member.Items.Count)
                return false;
            for (var i = 0; i < items.Count; i++)
                if (items[i].Type != member.Items[i].Type || !Equal(member.Items[i], items[i], aliases))
                    return false;
        }
        return true;
    }

    /// <summary>What the pattern has, the instance has too; it may have more. Of a list, each item of the pattern is found anywhere.</summary>
    /// <inheritdoc cref="Equal"/>
    public static bool Matches(InstanceNode pattern, InstanceNode actual, SystemAliases? aliases = null)
    {
        if (pattern.HasValue && !SameValue(pattern, actual, aliases))
            return false;
        foreach (var member in pattern.Members)
        {
            var items = actual.Children(member.Element.Name);
            foreach (var wanted in member.Items)
                if (!items.Any(i => i.Type == wanted.Type && Matches(wanted, i, aliases)))
                    return false;
        }
        return true;
    }

    private static bool SameValue(InstanceNode a, InstanceNode b, SystemAliases? aliases)
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
        return a.Text == b.Text || (aliases is not null && b.Name == "system" && b.Type.Name == "uri" && aliases.AreSame(a.Text!, b.Text!));
    }
}
