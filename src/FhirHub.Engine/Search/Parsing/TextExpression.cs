using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>
/// The value of <c>_text</c> or <c>_content</c>: words, "phrases in quotes", <c>and</c>, <c>or</c> and parentheses; words side by side
/// must all be there, and <c>and</c> binds closer than <c>or</c>. https://hl7.org/fhir/R4/search.html#content
/// </summary>
/// <param name="parameter">Its name, for messages.</param>
/// <param name="text">The value.</param>
/// <param name="maxDepth">Levels of parentheses.</param>
internal sealed class TextExpression(string parameter, string text, int maxDepth)
{
    private const int MaxAlternatives = 64;

    private int _at;
    private int _depth;

    /// <summary>Alternatives, each a list of terms that must all be there.</summary>
    /// <exception cref="FhirException">Invalid: it is not such an expression. Not supported: <c>not</c>, or too many alternatives.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Parse()
    {
        var result = Or();
        SkipSpace();
        return _at == text.Length ? result : throw Fault("an opening parenthesis is missing");
    }

    private List<IReadOnlyList<string>> Or()
    {
        var result = And();
        while (TakeWord("or"))
            result.AddRange(And());
        return Bounded(result);
    }

    private List<IReadOnlyList<string>> And()
    {
        var result = Operand();
        while (TakeWord("and") || AtOperand())
        {
            var right = Operand();
            Bound(result.Count * right.Count);
            result = [.. from l in result from r in right select (IReadOnlyList<string>)[.. l.Union(r, StringComparer.Ordinal)]];
        }

        return result;
    }

    private List<IReadOnlyList<string>> Operand()
    {
        SkipSpace();
        if (_at < text.Length && text[_at] == '(')
            return Parenthesis();
        if (TakeWord("not"))
            throw FhirException.NotSupported("text-not", $"{parameter} does not support 'not'; put the word in quotes to search for it.");
        string term = _at < text.Length && text[_at] == '"' ? Phrase() : PeekWord();
        if (term.Length == 0 || IsOperator(term))
            throw Fault("a word is missing");
        _at += term.Length;
        string plain = term.Trim('"').Trim();
        return plain.Length > 0 ? [[plain]] : throw Fault("a phrase is empty");
    }

    private List<IReadOnlyList<string>> Parenthesis()
    {
        if (++_depth > maxDepth)
            throw Fault($"parentheses are nested deeper than {maxDepth} levels");
        _at++;
        var result = Or();
        SkipSpace();
        if (_at == text.Length)
            throw Fault("a closing parenthesis is missing");
        _at++;
        _depth--;
        return result;
    }

    /// <summary>With its quotes.</summary>
    private string Phrase()
    {
        int end = text.IndexOf('"', _at + 1);
        return end < 0 ? throw Fault("a closing quote is missing") : text[_at..(end + 1)];
    }

    private string PeekWord()
    {
        int end = _at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '"'))
            end++;
        return text[_at..end];
    }

    private bool TakeWord(string word)
    {
        SkipSpace();
        if (!PeekWord().Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        _at += word.Length;
        return true;
    }

    private bool AtOperand()
    {
        SkipSpace();
        return _at < text.Length && text[_at] != ')' && !PeekWord().Equals("or", StringComparison.OrdinalIgnoreCase);
    }

    private void SkipSpace()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private static bool IsOperator(string word) =>
        word.Equals("and", StringComparison.OrdinalIgnoreCase) || word.Equals("or", StringComparison.OrdinalIgnoreCase);

    private List<IReadOnlyList<string>> Bounded(List<IReadOnlyList<string>> alternatives)
    {
        Bound(alternatives.Count);
        return alternatives;
    }

    private void Bound(int alternatives)
    {
        if (alternatives > MaxAlternatives)
            throw FhirException.NotSupported("text-too-complex", $"{parameter} stands for more than {MaxAlternatives} alternatives.");
    }

    private FhirException Fault(string what) =>
        FhirException.Invalid("text-invalid", $"{parameter} '{Quoted.Cut(text)}': {what} at character {_at + 1}.");
}
