using System.Text;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>A search as the query part of a URL, RFC 3986, with <c>+</c> read as a space as forms write it.</summary>
public static class SearchText
{
    // What a query may hold as it is, less what separates parameters or is read as something else.
    private const string Plain = "-._~:/,*$@!()";

    /// <summary>Writes names and values, in their order, without a question mark: <c>code=http://loinc.org%7C8867-4&amp;_count=10</c>.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (text.Length > 0)
                text.Append('&');
            Append(text, name);
            text.Append('=');
            Append(text, value);
        }

        return text.ToString();
    }

    /// <summary>Reads names and values, in their order, as URLs and <c>If-None-Exist</c> carry them; a leading question mark is left out.</summary>
    /// <exception cref="FhirException">Invalid: a percent sign that no two hexadecimal digits follow, or bytes that are not UTF-8.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string query)
    {
        var result = new List<KeyValuePair<string, string>>();
        foreach (string part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            result.Add(new(Decode(equals < 0 ? part : part[..equals]), equals < 0 ? string.Empty : Decode(part[(equals + 1)..])));
        }

        return result;
    }

    private static void Append(StringBuilder text, string value)
    {
        foreach (byte b in Encoding.UTF8.GetBytes(value))
        {
            char c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
                text.Append(c);
            else
                text.Append('%').Append(b.ToString("X2", null));
        }
    }

    private static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal) && !text.Contains('+', StringComparison.Ordinal))
            return text;
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int length = 0;
        for (int i = 0; i < utf8.Length; i++)
        {
            utf8[length++] = utf8[i] switch
            {
                (byte)'+' => (byte)' ',
                (byte)'%' when i + 2 < utf8.Length && char.IsAsciiHexDigit((char)utf8[i + 1]) && char.IsAsciiHexDigit((char)utf8[i + 2]) =>
                    (byte)((Digit(utf8[++i]) << 4) | Digit(utf8[++i])),
                (byte)'%' => throw Malformed(text, "a percent sign needs two hexadecimal digits behind it"),
                var b => b,
            };
        }

        try
        {
            return Strict.GetString(utf8, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed(text, "its bytes are not UTF-8");
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    private static FhirException Malformed(string text, string why) =>
        FhirException.Invalid("query-invalid", $"'{Quoted.Cut(text)}' is not percent-encoded: {why}.");
}
