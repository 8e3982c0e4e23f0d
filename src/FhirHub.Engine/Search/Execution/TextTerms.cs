using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Looks for folded words in texts that come in pieces, and keeps no more of them than the longest word needs.</summary>
internal sealed class TextTerms
{
    private const int PieceLength = 512;

    /// <summary>The most that one character becomes when it is folded.</summary>
    private const int Expansion = 18;

    /// <summary>Stands around a piece, so that folding keeps the white space at its ends.</summary>
    private const char Edge = 'x';

    private readonly IReadOnlyList<IReadOnlyList<string>> _anyOf;
    private readonly string[] _terms;
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly char[] _piece = new char[PieceLength + 2];
    private readonly char[] _folded = new char[(PieceLength + 2) * Expansion];
    private readonly char[] _window;
    private readonly int _carry;
    private int _pieceLength;
    private int _windowLength;

    /// <param name="anyOf">Alternatives; each a list of folded words that must all be there.</param>
    public TextTerms(IReadOnlyList<IReadOnlyList<string>> anyOf)
    {
        _anyOf = anyOf;
        _terms = [.. anyOf.SelectMany(t => t).Distinct(StringComparer.Ordinal)];
        _carry = _terms.Select(t => t.Length).DefaultIfEmpty(0).Max();
        _window = new char[_carry + _folded.Length];
    }

    /// <summary>Whether all words of an alternative were there.</summary>
    public bool Holds { get; private set; }

    /// <summary>A new resource.</summary>
    public void Begin()
    {
        _found.Clear();
        (_pieceLength, _windowLength) = (0, 0);
        Holds = _anyOf.Any(words => words.Count == 0);
    }

    public void Append(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            // The last place is for the second half of a pair.
            int length = Math.Min(PieceLength - 1 - _pieceLength, text.Length);
            if (length <= 0)
            {
                Append(text[0]);
                text = text[1..];
                continue;
            }

            text[..length].CopyTo(_piece.AsSpan(1 + _pieceLength));
            _pieceLength += length;
            text = text[length..];
        }
    }

    public void Append(char c)
    {
        // Both halves of a pair fold together.
        if (_pieceLength >= PieceLength - 1 && (_pieceLength == PieceLength || !char.IsLowSurrogate(c)))
            Fold();
        _piece[1 + _pieceLength++] = c;
    }

    /// <summary>Words do not reach from one text into the next.</summary>
    public void EndText()
    {
        Fold();
        _windowLength = 0;
    }

    private void Fold()
    {
        if (_pieceLength == 0 || Holds)
            return;
        _piece[0] = _piece[1 + _pieceLength] = Edge;
        int length = TextFolding.Fold(_piece.AsSpan(0, _pieceLength + 2), _folded);
        _pieceLength = 0;
        var folded = _folded.AsSpan(1, length - 2);
        if (_windowLength > 0 && _window[_windowLength - 1] == ' ')
            folded = folded.TrimStart(' ');
        folded.CopyTo(_window.AsSpan(_windowLength));
        Search(_window.AsSpan(0, _windowLength + folded.Length));
    }

    private void Search(ReadOnlySpan<char> window)
    {
        bool any = false;
        foreach (string term in _terms)
            any |= !_found.Contains(term) && window.Contains(term, StringComparison.Ordinal) && _found.Add(term);
        Holds = any && _anyOf.Any(words => words.All(_found.Contains));
        var rest = window[^Math.Min(window.Length, _carry)..];
        rest.CopyTo(_window);
        _windowLength = rest.Length;
    }
}
