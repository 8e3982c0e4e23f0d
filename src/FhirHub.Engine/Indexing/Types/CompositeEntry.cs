namespace FhirHub.Engine.Indexing.Types;

/// <summary>The form of the entries of composites: the kind, then an entry of each part, kind included, with separators between.</summary>
internal static class CompositeEntry
{
    public const char Kind = '$';
    public const char Separator = '\u0001';

    /// <summary>Whether a search can ask for an entry of a part: modifiers do not reach into composites, and only points have an order in front of other parts.</summary>
    public static bool IsSearched(string suffix, bool isLast) => suffix[0] switch
    {
        '#' or '%' or ',' => false,
        '(' or '\'' => isLast || IsPoint(suffix),
        _ => true,
    };

    private static bool IsPoint(string suffix)
    {
        var value = suffix.LastIndexOf('(');
        return value >= 0 && value + 1 < suffix.Length && suffix[value + 1] == '0';
    }
}
