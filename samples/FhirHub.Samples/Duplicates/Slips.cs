using System.Globalization;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Duplicates;

/// <summary>What goes wrong when a person is written down.</summary>
internal static class Slips
{
    /// <summary>Characters of names that are read alike.</summary>
    private static readonly string[] Alike =
    [
        "伟炜玮", "丽莉俐", "静婧靖", "军钧君", "芳方", "涛滔", "杰捷洁", "英瑛", "华桦骅", "平萍", "明铭", "燕艳", "红宏虹洪", "玲灵铃", "建健", "志智致", "晓筱", "文雯", "强墙",
        "秀绣", "桂贵", "玉钰", "兰岚", "珍真", "凤奉", "淑叔", "春椿", "海", "国帼", "子梓", "浩皓昊", "轩萱", "宇雨羽", "涵晗", "怡宜", "欣心鑫", "佳家嘉", "琪奇其", "俊骏", "峰锋丰", "辉晖", "斌彬",
    ];

    /// <summary>The text with one character that is read alike; the same where there is none.</summary>
    public static string SoundAlike(SeededRandom random, string text)
    {
        var places = Enumerable.Range(0, text.Length).Where(i => Alike.Any(a => a.Length > 1 && a.Contains(text[i], StringComparison.Ordinal))).ToList();
        if (places.Count == 0)
            return text;
        int place = random.Pick(places);
        string others = Alike.First(a => a.Contains(text[place], StringComparison.Ordinal)).Replace(text[place].ToString(), string.Empty, StringComparison.Ordinal);
        return $"{text[..place]}{others[random.Below(others.Length)]}{text[(place + 1)..]}";
    }

    /// <summary>The text with another character at its end.</summary>
    public static string OtherCharacter(SeededRandom random, string text)
    {
        string group = random.Pick(Alike);
        return text[..^1] + group[0];
    }

    /// <summary>The text with two neighbours in each other's place.</summary>
    public static string Swap(SeededRandom random, string text)
    {
        int place = random.Below(text.Length - 1);
        return $"{text[..place]}{text[place + 1]}{text[place]}{text[(place + 2)..]}";
    }

    /// <summary>The same where there is no such month.</summary>
    public static string SwapMonthAndDay(string date)
    {
        string swapped = $"{date[..4]}-{date[8..]}-{date[5..7]}";
        return DateOnly.TryParseExact(swapped, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? swapped : date;
    }

    /// <summary>The date with another last digit.</summary>
    public static string OtherDay(SeededRandom random, string date)
    {
        string other = date[..^1] + random.Between(1, 8).ToString(CultureInfo.InvariantCulture);
        return DateOnly.TryParseExact(other, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? other : date;
    }
}
