using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation;

/// <summary>Gives issues the lines and columns of the text that a resource was sent as: what is stored is laid out differently.</summary>
internal static class SentPlaces
{
    /// <param name="issues">Of the resource, their expressions from its root.</param>
    /// <param name="sent">Null where lines and columns mean nothing to the sender: then there are none.</param>
    public static IReadOnlyList<Issue> In(SentText? sent, IReadOnlyList<Issue> issues)
    {
        if (issues.Count == 0)
            return issues;
        if (sent is null || Tree(sent) is not { } root)
            return [.. issues.Select(i => i with { Line = null, Column = null })];
        var places = new SourcePlaces(root.Source);
        return [.. issues.Select(issue => At(issue, sent, places.Of(Find(root, issue.Expression ?? string.Empty).Offset)))];
    }

    private static InstanceNode? Tree(SentText sent)
    {
        try
        {
            return InstanceReader.ReadResource(Utf8Bom.Skip(sent.Json));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The element that an expression of the validator leads to; for what is missing, the one around it.</summary>
    private static InstanceNode Find(InstanceNode root, string expression)
    {
        var node = root;
        foreach (string step in expression.Split('.').Skip(1))
        {
            int bracket = step.IndexOf('[', StringComparison.Ordinal);
            var items = node.Children(bracket < 0 ? step : step[..bracket]);
            int index = bracket < 0 ? 0 : int.TryParse(step.AsSpan(bracket + 1, step.Length - bracket - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : -1;
            if (index < 0 || index >= items.Count)
                return node;
            node = items[index];
        }

        return node;
    }

    private static Issue At(Issue issue, SentText sent, (int Line, int Column) place) => issue with
    {
        Line = sent.FirstLine + place.Line - 1,
        Column = place.Line == 1 ? sent.FirstColumn + place.Column - 1 : place.Column,
    };
}
