using System.Buffers;
using System.Buffers.Text;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>The lexical rules of R4's primitive datatypes over UTF-8 text, https://hl7.org/fhir/R4/datatypes.html#primitive.</summary>
internal static class PrimitiveFormat
{
    /// <summary>Characters in a string, https://hl7.org/fhir/R4/datatypes.html#string.</summary>
    private const int LongestString = 1024 * 1024;

    private static readonly SearchValues<byte> Whitespace = SearchValues.Create(" \t\r\n\v\f"u8);
    private static readonly SearchValues<byte> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);
    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 32)
        .Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (byte)c)]);

    /// <summary>Whether a kind is a number or boolean in JSON; all others are strings.</summary>
    public static bool IsNumber(PrimitiveKind kind) =>
        kind is PrimitiveKind.Integer or PrimitiveKind.UnsignedInt or PrimitiveKind.PositiveInt or PrimitiveKind.Decimal;

    /// <summary>Whether text is a value of its kind; it is not empty. XHTML has <see cref="XhtmlScanner"/>.</summary>
    public static bool IsValid(PrimitiveKind kind, ReadOnlySpan<byte> text) => kind switch
    {
        PrimitiveKind.String or PrimitiveKind.Markdown => IsShortEnough(text),
        PrimitiveKind.Code => IsCode(text),
        PrimitiveKind.Uri or PrimitiveKind.Url or PrimitiveKind.Canonical => !text.ContainsAny(Whitespace),
        PrimitiveKind.Id => IsId(text),
        PrimitiveKind.DateTime => TemporalFormat.IsDateTime(text),
        PrimitiveKind.Date => TemporalFormat.IsDate(text),
        PrimitiveKind.Instant => TemporalFormat.IsInstant(text),
        PrimitiveKind.Time => TemporalFormat.IsTime(text),
        PrimitiveKind.Base64Binary => IsBase64(text),
        PrimitiveKind.Oid => IsOid(text),
        PrimitiveKind.Uuid => IsUuid(text),
        PrimitiveKind.Boolean => text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8),
        PrimitiveKind.Integer => IsInteger(text, int.MinValue),
        PrimitiveKind.UnsignedInt => IsInteger(text, 0),
        PrimitiveKind.PositiveInt => IsInteger(text, 1),
        PrimitiveKind.Decimal => IsDecimal(text),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What the text should have been, for a message.</summary>
    public static string Expectation(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.String or PrimitiveKind.Markdown => "at most 1,048,576 characters",
        PrimitiveKind.Code => "no white space at either end and only single spaces within",
        PrimitiveKind.Uri or PrimitiveKind.Url or PrimitiveKind.Canonical => "a URI without white space",
        PrimitiveKind.Id => "1 to 64 of the characters A-Z, a-z, 0-9, '-' and '.'",
        PrimitiveKind.DateTime => "YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone, of a day that exists",
        PrimitiveKind.Date => "YYYY, YYYY-MM or YYYY-MM-DD, of a day that exists",
        PrimitiveKind.Instant => "YYYY-MM-DDThh:mm:ss with a time zone, of a day that exists",
        PrimitiveKind.Time => "hh:mm:ss, with or without a fraction",
        PrimitiveKind.Base64Binary => "base64 with padding",
        PrimitiveKind.Oid => "urn:oid: and an object identifier",
        PrimitiveKind.Uuid => "urn:uuid: and a UUID in lower case",
        PrimitiveKind.Boolean => "true or false",
        PrimitiveKind.Integer => "a whole number from -2147483648 to 2147483647",
        PrimitiveKind.UnsignedInt => "a whole number from 0 to 2147483647",
        PrimitiveKind.PositiveInt => "a whole number from 1 to 2147483647",
        PrimitiveKind.Decimal => "a decimal number",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Whether text holds a character below U+0020 other than tab, line feed and carriage return.</summary>
    public static bool HasControls(ReadOnlySpan<byte> text) => text.ContainsAny(Controls);

    public static bool HasWhitespace(ReadOnlySpan<byte> text) => text.ContainsAny(Whitespace);

    public static bool IsId(ReadOnlySpan<byte> text) => text.Length is > 0 and <= 64 && !text.ContainsAnyExcept(IdCharacters);

    private static bool IsShortEnough(ReadOnlySpan<byte> text)
    {
        if (text.Length <= LongestString)
            return true;
        // Continuation bytes are the ones from 0x80 to 0xBF; every other byte starts a character.
        var characters = 0;
        foreach (var b in text)
            characters += (b & 0xC0) != 0x80 ? 1 : 0;
        return characters <= LongestString;
    }

    private static bool IsCode(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOfAny(Whitespace);
        if (first < 0)
            return true;
        if (first == 0 || Whitespace.Contains(text[^1]))
            return false;
        for (var i = first; i < text.Length - 1; i++)
            if (Whitespace.Contains(text[i]) && Whitespace.Contains(text[i + 1]))
                return false;
        return true;
    }

    private static bool IsBase64(ReadOnlySpan<byte> text) => Base64.IsValid(text, out var length) && length > 0;

    private static bool IsOid(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("urn:oid:"u8))
            return false;
        text = text["urn:oid:".Length..];
        if (text.Length < 3 || text[0] is < (byte)'0' or > (byte)'2')
            return false;
        text = text[1..];
        while (text.Length > 0)
        {
            if (text[0] != (byte)'.')
                return false;
            text = text[1..];
            var arc = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            arc = arc < 0 ? text.Length : arc;
            if (arc == 0 || (arc > 1 && text[0] == (byte)'0'))
                return false;
            text = text[arc..];
        }
        return true;
    }

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("urn:uuid:"u8) || text.Length != "urn:uuid:".Length + 36)
            return false;
        text = text["urn:uuid:".Length..];
        for (var i = 0; i < text.Length; i++)
        {
            var isDash = i is 8 or 13 or 18 or 23;
            if (isDash ? text[i] != (byte)'-' : text[i] is not (>= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'f'))
                return false;
        }
        return true;
    }

    /// <summary>Also refuses what the regular expressions refuse: leading zeros, -0, fractions, exponents.</summary>
    private static bool IsInteger(ReadOnlySpan<byte> text, int min)
    {
        if (!Utf8Parser.TryParse(text, out int value, out var consumed) || consumed != text.Length || value < min)
            return false;
        var digits = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        return digits[0] != (byte)'0' || text.Length == 1;
    }

    /// <summary>-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?, of any length.</summary>
    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        if (text[0] == (byte)'-')
            text = text[1..];
        var startsWithZero = text.Length > 0 && text[0] == (byte)'0';
        var whole = TakeDigits(ref text);
        if (whole == 0 || (startsWithZero && whole > 1))
            return false;
        if (text.Length > 0 && text[0] == (byte)'.')
        {
            text = text[1..];
            if (TakeDigits(ref text) == 0)
                return false;
        }
        if (text.Length == 0)
            return true;
        if (text[0] is not ((byte)'e' or (byte)'E'))
            return false;
        text = text[1..];
        if (text.Length > 0 && text[0] is ((byte)'+' or (byte)'-'))
            text = text[1..];
        return TakeDigits(ref text) > 0 && text.Length == 0;
    }

    private static int TakeDigits(ref ReadOnlySpan<byte> text)
    {
        var count = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        count = count < 0 ? text.Length : count;
        text = text[count..];
        return count;
    }
}
