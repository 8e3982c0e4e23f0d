namespace FhirHub.Engine.Transactions;

/// <summary>Finds the values of <c>href</c> and <c>src</c> in a narrative that is known to be well-formed.</summary>
internal static class NarrativeLinks
{
    /// <summary>Where they are in the text.</summary>
    public static List<Range> Find(string xhtml)
    {
        var found = new List<Range>();
        for (int at = xhtml.IndexOf('<', StringComparison.Ordinal); at >= 0; at = xhtml.IndexOf('<', at))
        {
            if (string.CompareOrdinal(xhtml, at, "<!--", 0, 4) == 0)
                at = xhtml.IndexOf("-->", at + 4, StringComparison.Ordinal);
            else
                at = Tag(xhtml, at + 1, found);
            if (at < 0)
                break;
        }

        return found;
    }

    /// <summary>Reads one tag; returns where it ends.</summary>
    private static int Tag(string xhtml, int at, List<Range> found)
    {
        while (at < xhtml.Length && xhtml[at] != '>')
        {
            if (xhtml[at] is not ('"' or '\''))
            {
                at++;
                continue;
            }

            int end = xhtml.IndexOf(xhtml[at], at + 1);
            if (end < 0)
                return -1;
            if (NameBefore(xhtml, at) is "href" or "src")
                found.Add((at + 1)..end);
            at = end + 1;
        }

        return at;
    }

    /// <summary>The attribute whose value begins with the quote there.</summary>
    private static string NameBefore(string xhtml, int quote)
    {
        var before = xhtml.AsSpan(0, quote).TrimEnd();
        if (before.IsEmpty || before[^1] != '=')
            return string.Empty;
        before = before[..^1].TrimEnd();
        int start = before.LastIndexOfAny(" \t\r\n") + 1;
        return before[start..].ToString();
    }
}
