using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Parameters;

/// <summary>
/// An expression of several types, <c>Patient.name | (Person.name as X)</c>, cut into what concerns one of them.
/// https://hl7.org/fhir/R4/searchparameter-definitions.html#SearchParameter.expression
/// </summary>
internal static class ExpressionParts
{
    /// <summary>The parts for a type, joined by <c>|</c> again; null when no part concerns it.</summary>
    public static string? For(TypeSchema type, string expression)
    {
        var parts = Split(expression).Where(part => Concerns(type, part)).ToList();
        return parts.Count == 0 ? null : string.Join(" | ", parts);
    }

    /// <summary>The alternatives between the bars that stand outside of brackets and texts.</summary>
    public static IReadOnlyList<string> Split(string expression)
    {
        var parts = new List<string>();
        int start = 0, depth = 0;
        for (var i = 0; i < expression.Length; i++)
        {
            switch (expression[i])
            {
                case '(' or '[':
                    depth++;
                    break;
                case ')' or ']':
                    depth--;
                    break;
                case '\'' or '"' or '`':
                    i = EndOfText(expression, i);
                    break;
                case '|' when depth == 0:
                    parts.Add(expression[start..i].Trim());
                    start = i + 1;
                    break;
            }
        }
        parts.Add(expression[start..].Trim());
        return parts;
    }

    // A part without the name of a resource type at the beginning of a path is relative to any type.
    private static bool Concerns(TypeSchema type, string part)
    {
        var named = false;
        foreach (var root in Roots(part))
        {
            if (FhirSchema.R4.FindType(root) is not { IsResource: true })
                continue;
            named = true;
            if (type.Is(root))
                return true;
        }
        return !named;
    }

    // Names that stand neither behind a dot nor within a text.
    private static IEnumerable<string> Roots(string part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] is '\'' or '"' or '`')
            {
                i = EndOfText(part, i);
            }
            else if (char.IsAsciiLetter(part[i]))
            {
                var end = i;
                while (end < part.Length && (char.IsAsciiLetterOrDigit(part[end]) || part[end] == '_'))
                    end++;
                // What follows "as" and "is" is the type of a value.
                if ((i == 0 || part[i - 1] != '.') && !IsTypeName(part, i))
                    yield return part[i..end];
                i = end - 1;
            }
        }
    }

    private static bool IsTypeName(string part, int at)
    {
        var before = part.AsSpan(0, at).TrimEnd();
        return before.EndsWith(" as") || before.EndsWith(" is") || before.EndsWith("ofType(") || before.EndsWith("as(") || before.EndsWith(".is(");
    }

    private static int EndOfText(string text, int quote)
    {
        for (var i = quote + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[quote])
                return i;
        }
        return text.Length;
    }
}
