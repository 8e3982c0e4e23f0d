using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FhirHub.EndToEndTests.Search.Oracle;

/// <summary>How texts of searches and values are read, as simply as the definitions say it.</summary>
internal static partial class NaiveValues
{
    /// <summary>Readings of the Chinese names that occur, for they are found by those too.</summary>
    private static readonly Dictionary<string, string[]> Readings = new()
    {
        ["张"] = ["zhang", "z"], ["李"] = ["li", "l"], ["三"] = ["san", "s"], ["四"] = ["si", "s"],
        ["张三"] = ["zhangsan", "zs"], ["张四"] = ["zhangsi", "zs"], ["李三"] = ["lisan", "ls"], ["李四"] = ["lisi", "ls"],
        ["张三三"] = ["zhangsansan", "zss"], ["张三四"] = ["zhangsansi", "zss"], ["张四三"] = ["zhangsisan", "zss"], ["张四四"] = ["zhangsisi", "zss"],
        ["李三三"] = ["lisansan", "lss"], ["李三四"] = ["lisansi", "lss"], ["李四三"] = ["lisisan", "lss"], ["李四四"] = ["lisisi", "lss"],
    };

    /// <summary>At the separators that no backslash precedes; escapes stay.</summary>
    public static IReadOnlyList<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == separator)
            {
                parts.Add(part.ToString());
                part.Clear();
                continue;
            }

            part.Append(text[i]);
            if (text[i] == '\\' && i + 1 < text.Length)
                part.Append(text[++i]);
        }

        parts.Add(part.ToString());
        return parts;
    }

    public static string Unescape(string text) => Escaped().Replace(text, "$1");

    /// <summary>The letters with accents that occur, for .NET without the data of ICU does not take them apart.</summary>
    private static readonly Dictionary<char, string> Plain = new() { ['ā'] = "a", ['ü'] = "u", ['Å'] = "a", ['ë'] = "e", ['ﬁ'] = "fi" };

    /// <summary>Without case, accents, width and doubled spaces.</summary>
    public static string Fold(string text) => Spaces().Replace(string.Concat(text.Select(Fold)).ToLowerInvariant(), " ").Trim();

    private static string Fold(char c) => Plain.GetValueOrDefault(c) ?? $"{(c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c)}";

    public static bool Begins(string text, string sought) =>
        Fold(text).StartsWith(Fold(sought), StringComparison.Ordinal)
        || Readings.GetValueOrDefault(text, []).Any(r => r.StartsWith(Fold(sought), StringComparison.Ordinal));

    /// <summary>The milliseconds a date stands for, the end excluded; without a zone in China's.</summary>
    public static (double From, double To) Interval(string date)
    {
        var match = DateForm().Match(date);
        int Number(string group, int missing) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : missing;
        var start = new DateTime(Number("y", 0), Number("m", 1), Number("d", 1), Number("h", 0), Number("i", 0), Number("s", 0), DateTimeKind.Utc);
        string fraction = match.Groups["f"].Value;
        start = start.AddMilliseconds(fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(3, '0')[..3], CultureInfo.InvariantCulture));
        string zone = match.Groups["z"].Success ? match.Groups["z"].Value : "+08:00";
        var offset = zone == "Z" ? TimeSpan.Zero : TimeSpan.ParseExact(zone[1..], @"hh\:mm", CultureInfo.InvariantCulture) * (zone[0] == '-' ? -1 : 1);
        double length = fraction.Length > 0 ? Math.Pow(10, 3 - fraction.Length)
            : match.Groups["s"].Success ? 1000
            : match.Groups["h"].Success ? 60_000
            : match.Groups["d"].Success ? TimeSpan.MillisecondsPerDay
            : match.Groups["m"].Success ? DateTime.DaysInMonth(start.Year, start.Month) * TimeSpan.MillisecondsPerDay
            : (DateTime.IsLeapYear(start.Year) ? 366 : 365) * (double)TimeSpan.MillisecondsPerDay;
        double from = start.Ticks / TimeSpan.TicksPerMillisecond - offset.TotalMilliseconds;
        return (from, from + length);
    }

    /// <summary>A prefix and what stands behind it.</summary>
    public static (string Prefix, string Text) Prefixed(string value) =>
        value.Length > 2 && char.IsAsciiLetter(value[0]) ? (value[..2], value[2..]) : ("eq", value);

    /// <summary>R4's definitions: whether the interval of a value compares so with that of a search; ends are excluded.</summary>
    public static bool Compares(string prefix, (double From, double To) value, (double From, double To) sought) => prefix switch
    {
        "eq" => value.From >= sought.From && value.To <= sought.To,
        "ne" => !Compares("eq", value, sought),
        "gt" => value.To > sought.To,
        "lt" => value.From < sought.From,
        "ge" => Compares("gt", value, sought) || Compares("eq", value, sought),
        "le" => Compares("lt", value, sought) || Compares("eq", value, sought),
        "sa" => value.From >= sought.To,
        "eb" => value.To <= sought.From,
        _ => throw new ArgumentException(prefix),
    };

    [GeneratedRegex(@"\\(.)", RegexOptions.Singleline)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?<y>\d{4})(-(?<m>\d\d)(-(?<d>\d\d)(T(?<h>\d\d):(?<i>\d\d)(:(?<s>\d\d)(\.(?<f>\d+))?)?(?<z>Z|[+-]\d\d:\d\d)?)?)?)?$")]
    private static partial Regex DateForm();
}
