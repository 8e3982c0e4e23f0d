using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>
/// Reads <c>_filter</c> by the grammar of https://hl7.org/fhir/R4/search_filter.html. <c>and</c> and <c>or</c> are taken from left to right,
/// neither before the other, as it says.
/// </summary>
internal sealed class FilterReader(string text, int maxDepth)
{
    private const int MaxTests = 1000;

    private int _at;
    private int _depth;
    private int _tests;

    /// <exception cref="FhirException">Invalid: it does not follow the grammar; the message says where.</exception>
    public FilterExpression Read()
    {
        var result = Filter();
        return _at == text.Length ? result : throw Fault("'and', 'or' or the end is expected");
    }

    private FilterExpression Filter()
    {
        var left = Operand();
        while (true)
        {
            SkipSpace();
            if (TakeWord("and"))
                left = Shallow(FilterAnd.Of(left, Operand()));
            else if (TakeWord("or"))
                left = Shallow(FilterOr.Of(left, Operand()));
            else
                return left;
        }
    }

    /// <summary>A condition may nest as deep as brackets: the database takes only so many levels.</summary>
    private FilterExpression Shallow(FilterExpression expression) => expression.Depth <= maxDepth
        ? expression
        : throw Fault($"'and', 'or' and 'not' take turns more than {maxDepth} levels deep, since they are taken from left to right; put brackets around what belongs together");

    private FilterExpression Operand()
    {
        SkipSpace();
        if (Peek() == '(')
            return Nested(')');
        int start = _at;
        if (TakeWord("not"))
        {
            SkipSpace();
            if (Peek() == '(')
                return Shallow(new FilterNot(Nested(')')));
            _at = start;
        }

        return Test();
    }

    private FilterExpression Nested(char end)
    {
        if (++_depth > maxDepth)
            throw Fault($"brackets are nested deeper than {maxDepth} levels");
        _at++;
        var result = Filter();
        SkipSpace();
        if (Peek() != end)
            throw Fault($"'{end}' is missing");
        _at++;
        _depth--;
        return result;
    }

    private FilterTest Test()
    {
        if (++_tests > MaxTests)
            throw Fault($"there are more than {MaxTests} tests");
        int start = _at;
        var path = Path();
        SkipSpace("a space and an operator are missing");
        int at = _at;
        while (char.IsAsciiLetter(Peek()))
            _at++;
        string comparison = text[at.._at].ToLowerInvariant();
        if (comparison.Length == 0)
            throw Fault("an operator is missing, for example eq");
        SkipSpace("a space and a value are missing");
        string value = Value();
        return new FilterTest(text[start.._at], path, comparison, value);
    }

    private List<FilterStep> Path()
    {
        var path = new List<FilterStep>();
        while (true)
        {
            if (path.Count > maxDepth)
                throw Fault($"the path has more than {maxDepth} steps");
            string name = Name();
            bool filtered = Peek() == '[';
            path.Add(new FilterStep(name, filtered ? Nested(']') : null));
            if (Peek() == '.')
                _at++;
            else if (filtered)
                throw Fault("behind ']' a '.' and a parameter are missing");
            else
                return path;
        }
    }

    private string Name()
    {
        int start = _at;
        if (Peek() != '_' && !char.IsAsciiLetter(Peek()))
            throw Fault("the name of a parameter is expected");
        while (Peek() is '_' or '-' || char.IsAsciiLetterOrDigit(Peek()))
            _at++;
        return text[start.._at];
    }

    private string Value()
    {
        if (Peek() == '"')
            return new FilterString(text, _at).Read(ref _at);
        int start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not (')' or ']'))
            _at++;
        return _at > start ? text[start.._at] : throw Fault("a value is missing");
    }

    private bool TakeWord(string word)
    {
        int end = _at + word.Length;
        if (string.Compare(text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0
            || (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '('))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private void SkipSpace(string missing)
    {
        if (!char.IsWhiteSpace(Peek()))
            throw Fault(missing);
        SkipSpace();
    }

    private FhirException Fault(string what) => FilterFault.At(text, _at, what);
}
