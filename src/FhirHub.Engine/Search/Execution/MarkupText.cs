using System.Net;

namespace FhirHub.Engine.Search.Execution;

/// <summary>What is read of a text that comes in pieces: of XHTML without its tags, each of which separates words, and with its entities resolved.</summary>
internal sealed class MarkupText
{
    /// <summary>Longer ones are none.</summary>
    private const int LongestEntity = 32;

    private readonly char[] _entity = new char[LongestEntity];
    private bool _isMarkup;
    private bool _inTag;
    private int _entityLength;

    /// <summary>A new text.</summary>
    public void Begin(bool isMarkup) => (_isMarkup, _inTag, _entityLength) = (isMarkup, false, 0);

    public void Read(ReadOnlySpan<char> piece, TextTerms to)
    {
        if (!_isMarkup)
        {
            to.Append(piece);
            return;
        }

        foreach (char c in piece)
            Read(c, to);
    }

    private void Read(char c, TextTerms to)
    {
        if (_inTag)
        {
            _inTag = c != '>';
            if (!_inTag)
                to.Append(' ');
        }
        else if (_entityLength > 0)
        {
            ReadEntity(c, to);
        }
        else if (c == '<')
        {
            _inTag = true;
        }
        else if (c == '&')
        {
            _entity[_entityLength++] = c;
        }
        else
        {
            to.Append(c);
        }
    }

    private void ReadEntity(char c, TextTerms to)
    {
        _entity[_entityLength++] = c;
        bool ends = c == ';' || _entityLength == LongestEntity || !(char.IsAsciiLetterOrDigit(c) || c == '#');
        if (!ends)
            return;
        string entity = new(_entity, 0, _entityLength);
        _entityLength = 0;
        to.Append(WebUtility.HtmlDecode(entity));
    }
}
