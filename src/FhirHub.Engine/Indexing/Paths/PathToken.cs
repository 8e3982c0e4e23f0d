namespace FhirHub.Engine.Indexing.Paths;

internal enum PathTokenKind
{
    Name,
    Text,
    Number,
    Symbol,
    End,
}

/// <summary>A word of a FHIRPath, https://hl7.org/fhirpath/N1/#grammar.</summary>
internal readonly record struct PathToken(PathTokenKind Kind, string Text)
{
    /// <summary>The words, the last of them <see cref="PathTokenKind.End"/>; null when some are not of simple paths.</summary>
    public static IReadOnlyList<PathToken>? Split(string expression)
    {
        var tokens = new List<PathToken>();
        for (var at = 0; at < expression.Length;)
        {
            if (char.IsWhiteSpace(expression[at]))
            {
                at++;
                continue;
            }
            if (Next(expression, ref at) is not { } token)
                return null;
            tokens.Add(token);
        }
        tokens.Add(new PathToken(PathTokenKind.End, ""));
        return tokens;
    }

    private static PathToken? Next(string text, ref int at)
    {
        var first = text[at];
        if (char.IsAsciiLetter(first) || first is '_')
            return new PathToken(PathTokenKind.Name, While(text, ref at, c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        if (char.IsAsciiDigit(first))
            return new PathToken(PathTokenKind.Number, While(text, ref at, char.IsAsciiDigit));
        if (first is '\'' or '`')
            return Quoted(text, ref at) is { } quoted ? new PathToken(first == '`' ? PathTokenKind.Name : PathTokenKind.Text, quoted) : null;
        foreach (var symbol in (ReadOnlySpan<string>)["%resource", "$this", "!=", "(", ")", "[", "]", ".", "|", "="])
        {
            if (!text.AsSpan(at).StartsWith(symbol))
                continue;
            at += symbol.Length;
            return new PathToken(PathTokenKind.Symbol, symbol);
        }
        return null;
    }

    private static string While(string text, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < text.Length && belongs(text[at]))
            at++;
        return text[start..at];
    }

    // Texts with escapes are left to the complete FHIRPath.
    private static string? Quoted(string text, ref int at)
    {
        var end = text.IndexOf(text[at], at + 1);
        if (end < 0 || text.AsSpan(at, end - at).Contains('\\'))
            return null;
        var quoted = text[(at + 1)..end];
        at = end + 1;
        return quoted;
    }
}
