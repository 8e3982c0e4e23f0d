namespace FhirHub.Regional.HealthCards.Matching;

/// <summary>Compares values of one trait.</summary>
internal static class TraitComparison
{
    /// <summary>A document of a kind that both have.</summary>
    public static Likeness Documents(PersonTraits one, PersonTraits other)
    {
        var both = one.Documents.Where(d => other.Documents.ContainsKey(d.Key)).Select(d => Text(d.Value, other.Documents[d.Key])).ToList();
        return both.Count == 0 ? Likeness.Unknown : both.Min();
    }

    /// <summary>Cards that both have; that one has others says nothing.</summary>
    public static Likeness Cards(PersonTraits one, PersonTraits other) => one.Cards.Overlaps(other.Cards) ? Likeness.Same : Likeness.Unknown;

    public static Likeness Names(PersonTraits one, PersonTraits other)
    {
        if (one.Names.Count == 0 || other.Names.Count == 0)
            return Likeness.Unknown;
        if (one.Names.Overlaps(other.Names))
            return Likeness.Same;
        if (one.Readings.Overlaps(other.Readings))
            return Likeness.SoundsSame;
        return one.Names.Any(n => other.Names.Any(o => IsOneSlip(n, o))) ? Likeness.Similar : Likeness.Differs;
    }

    /// <summary>Dates are similar where one digit differs, or month and day have changed places; a date that is less exact agrees with what it begins.</summary>
    public static Likeness BirthDates(PersonTraits one, PersonTraits other)
    {
        if (one.BirthDate is not { } a || other.BirthDate is not { } b)
            return Likeness.Unknown;
        if (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal))
            return a.Length == b.Length ? Likeness.Same : Likeness.Similar;
        bool swapped = a.Length == 10 && b.Length == 10 && a[..4] == b[..4] && a[5..7] == b[8..] && a[8..] == b[5..7];
        return swapped || IsOneSlip(a, b) ? Likeness.Similar : Likeness.Differs;
    }

    public static Likeness Sexes(PersonTraits one, PersonTraits other) =>
        one.Sex is null || other.Sex is null ? Likeness.Unknown : one.Sex == other.Sex ? Likeness.Same : Likeness.Differs;

    public static Likeness Phones(PersonTraits one, PersonTraits other) => AnyOf(one.Phones, other.Phones, IsOneSlip);

    public static Likeness Addresses(PersonTraits one, PersonTraits other) => AnyOf(one.Addresses, other.Addresses, ShareMost);

    /// <summary>Whether two texts differ by one character: another one, one more, or two neighbours that changed places.</summary>
    public static bool IsOneSlip(string one, string other)
    {
        if (one.Length > other.Length)
            (one, other) = (other, one);
        // Of two characters one is half of it.
        if (other.Length - one.Length > 1 || one.Length < 2)
            return false;
        int from = 0, to = 0;
        while (from < one.Length && one[from] == other[from])
            from++;
        while (to < one.Length - from && one[^(to + 1)] == other[^(to + 1)])
            to++;
        int left = one.Length - from - to;
        return left <= 1 || (one.Length == other.Length && left == 2 && one[from] == other[from + 1] && one[from + 1] == other[from]);
    }

    private static Likeness Text(string one, string other) =>
        one == other ? Likeness.Same : IsOneSlip(one, other) ? Likeness.Similar : Likeness.Differs;

    private static Likeness AnyOf(IReadOnlySet<string> one, IReadOnlySet<string> other, Func<string, string, bool> similar)
    {
        if (one.Count == 0 || other.Count == 0)
            return Likeness.Unknown;
        if (one.Overlaps(other))
            return Likeness.Same;
        return one.Any(a => other.Any(b => similar(a, b))) ? Likeness.Similar : Likeness.Differs;
    }

    /// <summary>Whether two addresses share most of their pairs of neighbouring characters (Dice's coefficient of 0.7).</summary>
    private static bool ShareMost(string one, string other)
    {
        var a = Pairs(one);
        var b = Pairs(other);
        return a.Count > 0 && b.Count > 0 && 20 * a.Intersect(b).Count() >= 7 * (a.Count + b.Count);
    }

    private static HashSet<(char, char)> Pairs(string text) => [.. text.Zip(text.Skip(1))];
}
