using System.Globalization;
using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>A JSON string in a filter, RFC 8259 section 7.</summary>
/// <param name="filter">The whole filter.</param>
/// <param name="start">Index of the opening quote.</param>
internal sealed class FilterString(string filter, int start)
{
    private int _at = start + 1;

    /// <summary>Its value; <paramref name="end"/> is set behind the closing quote.</summary>
    /// <exception cref="FhirException">Invalid: no closing quote, or an escape that JSON does not know.</exception>
    public string Read(ref int end)
    {
        var value = new StringBuilder();
        while (_at < filter.Length && filter[_at] != '"')
            value.Append(filter[_at] == '\\' ? Escape() : filter[_at++]);
        if (_at == filter.Length)
            throw FilterFault.At(filter, start, "the closing quote of a string is missing");
        end = _at + 1;
        string text = value.ToString();
        return UnicodeText.IsWhole(text) ? text : throw FilterFault.At(filter, start, "a string holds half of a surrogate pair, or U+0000");
    }

    private char Escape()
    {
        int at = _at;
        char kind = at + 1 < filter.Length ? filter[at + 1] : '\0';
        _at += 2;
        return kind switch
        {
            '"' or '\\' or '/' => kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => Unicode(at),
            _ => throw FilterFault.At(filter, at, "JSON has no such escape"),
        };
    }

    private char Unicode(int at)
    {
        if (_at + 4 > filter.Length
            || !ushort.TryParse(filter.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            throw FilterFault.At(filter, at, "\\u needs four hexadecimal digits");
        }

        _at += 4;
        return (char)code;
    }
}
