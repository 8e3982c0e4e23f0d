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
        var offsets = new Dictionary<string, int>(StringComparer.Ordinal);
        Collect(root, offsets);
        var places = new SourcePlaces(root.Source);
        return [.. issues.Select(issue => At(issue, sent, places.Of(OffsetOf(issue.Expression, offsets))))];
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

    private static void Collect(InstanceNode node, Dictionary<string, int> offsets)
    {
        offsets.TryAdd(node.Path(), node.Offset);
        foreach (var member in node.Members)
            foreach (var item in member.Items)
                Collect(item, offsets);
    }

    /// <summary>What is missing stands where it should: in the element around it.</summary>
    private static int OffsetOf(string? expression, Dictionary<string, int> offsets)
    {
        for (string? path = expression; path is not null; path = path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : null)
        {
            if (offsets.TryGetValue(path, out int offset))
                return offset;
        }

        return 0;
    }

    private static Issue At(Issue issue, SentText sent, (int Line, int Column) place) => issue with
    {
        Line = sent.FirstLine + place.Line - 1,
        Column = place.Line == 1 ? sent.FirstColumn + place.Column - 1 : place.Column,
    };
}
