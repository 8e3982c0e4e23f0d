using System.Globalization;
using System.Text;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Type, fixed[x], pattern[x], bounds, length and form of a value.</summary>
internal static class ValueRules
{
    private const int Shown = 200;
    private const string SystemType = "http://hl7.org/fhirpath/";

    public static void Check(ValidationRun run, InstanceNode node, ElementRule rule)
    {
        CheckType(run, node, rule);
        if (rule.Fixed is { } exact && !InstanceEquality.Equal(exact, node, run.Profiles.Aliases))
            run.Findings.Add(node, MessageTable.FixedValue, Show(exact));
        if (rule.Pattern is { } pattern && !InstanceEquality.Matches(pattern, node, run.Profiles.Aliases))
            run.Findings.Add(node, MessageTable.PatternValue, Show(pattern));
        if (rule.MinValue is { } least)
            CheckBound(run, node, least, -1, MessageTable.MinValue);
        if (rule.MaxValue is { } greatest)
            CheckBound(run, node, greatest, 1, MessageTable.MaxValue);
        if (node.Text is { } text)
            CheckText(run, node, rule, text);
    }

    public static bool HasType(InstanceNode node, TypeRule type) =>
        type.Code.StartsWith(SystemType, StringComparison.Ordinal) || node.Type.Is(type.Code) || node.Type.Kind == Conformance.TypeKind.Backbone;

    private static void CheckType(ValidationRun run, InstanceNode node, ElementRule rule)
    {
        if (rule.Types.Count == 0)
            return;
        foreach (var type in rule.Types)
            if (HasType(node, type))
                return;
        run.Findings.Add(node, MessageTable.WrongType, node.Type.Name, string.Join(", ", rule.Types.Select(t => t.Code)));
    }

    private static void CheckBound(ValidationRun run, InstanceNode node, InstanceNode bound, int wrong, Message message)
    {
        if (BoundOrder.Compare(node, bound) is not { } order)
            run.Findings.Add(node, MessageTable.NotComparable, Show(node), Show(bound));
        else if (Math.Sign(order) == wrong)
            run.Findings.Add(node, message, Show(node), Show(bound));
    }

    private static void CheckText(ValidationRun run, InstanceNode node, ElementRule rule, string text)
    {
        if (rule.MaxLength is { } longest && text.Length > longest && text.EnumerateRunes().Count() is var length && length > longest)
            run.Findings.Add(node, MessageTable.TooLong, length, longest);
        if (rule.Regex is { } regex && !Matches(regex, text))
            run.Findings.Add(node, MessageTable.Regex, Cut(text), regex.ToString());
    }

    // One that must go back, and goes back too often, has not matched.
    private static bool Matches(System.Text.RegularExpressions.Regex regex, string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>A value for a message, as JSON where it is more than a text.</summary>
    public static string Show(InstanceNode node)
    {
        if (!node.HasMembers)
            return Cut(node.Text ?? "");
        var shown = new StringBuilder();
        Append(shown, node);
        return Cut(shown.ToString());
    }

    private static void Append(StringBuilder shown, InstanceNode node)
    {
        if (node.HasValue)
        {
            shown.Append(node.Text);
            if (!node.HasMembers)
                return;
        }
        shown.Append('{');
        foreach (var member in node.Members)
            foreach (var item in member.Items)
            {
                if (shown.Length > Shown)
                    return;
                if (shown[^1] != '{')
                    shown.Append(", ");
                shown.Append(CultureInfo.InvariantCulture, $"{member.Element.Name}: ");
                Append(shown, item);
            }
        shown.Append('}');
    }

    public static string Cut(string text) => text.Length <= Shown ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown), "…");
}
