namespace FhirHub.Engine.Indexing.Values;

/// <summary>A HumanName as it is written in one piece: 张三 without a space, Zhang San in both orders.</summary>
internal static class NameParts
{
    /// <summary>Family name and given names together; none when one of them is missing.</summary>
    public static IEnumerable<string> Whole(string? family, IReadOnlyList<string> given)
    {
        if (string.IsNullOrEmpty(family) || given.Count == 0)
            yield break;
        // Only Latin names are turned around: nobody writes 三张.
        if (IsEastAsian(family) && given.All(IsEastAsian))
        {
            yield return family + string.Concat(given);
            yield break;
        }
        var names = string.Join(' ', given);
        yield return $"{family} {names}";
        yield return $"{names} {family}";
    }

    /// <remarks>Ｚｈａｎｇ, in the wide letters of Chinese forms, is Latin.</remarks>
    private static bool IsEastAsian(string name) => name.Length > 0 && name[0] >= '\u2e80' && name[0] is not (>= '\uff01' and <= '\uff5e');
}
