using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Indexing.Values;

/// <summary>The value of a search on an ordered type, its prefix taken off.</summary>
/// <param name="Prefix">Equal where the value has none.</param>
/// <param name="Text">What stands behind the prefix.</param>
internal readonly record struct PrefixedText(ComparisonPrefix Prefix, string Text)
{
    /// <param name="parameter">Its name, for the message.</param>
    /// <param name="value">What the prefix stands in front of.</param>
    /// <param name="whole">The value of the search that it is part of.</param>
    /// <exception cref="FhirException">Invalid: two letters that are no prefix.</exception>
    public static PrefixedText Read(string parameter, string value, string whole)
    {
        if (value.Length < 2 || !char.IsAsciiLetter(value[0]) || !char.IsAsciiLetter(value[1]))
            return new PrefixedText(ComparisonPrefix.Equal, value);
        ComparisonPrefix prefix = value[..2] switch
        {
            "eq" => ComparisonPrefix.Equal,
            "ne" => ComparisonPrefix.NotEqual,
            "gt" => ComparisonPrefix.Greater,
            "lt" => ComparisonPrefix.Less,
            "ge" => ComparisonPrefix.GreaterOrEqual,
            "le" => ComparisonPrefix.LessOrEqual,
            "sa" => ComparisonPrefix.StartsAfter,
            "eb" => ComparisonPrefix.EndsBefore,
            "ap" => ComparisonPrefix.Approximate,
            var other => throw SearchFault.Value(
                parameter, whole, $"'{other}' is not a prefix; use eq, ne, gt, lt, ge, le, sa, eb or ap"),
        };
        return new PrefixedText(prefix, value[2..]);
    }
}
