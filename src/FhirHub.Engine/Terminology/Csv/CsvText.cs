using System.Text;

namespace FhirHub.Engine.Terminology.Csv;

/// <summary>The text of a file.</summary>
internal static class CsvText
{
    /// <summary>Null where the encoding is not one that is offered.</summary>
    public static Encoding? EncodingOf(string? name) => name?.ToLowerInvariant() switch
    {
        null or "utf-8" or "utf8" or "us-ascii" => new UTF8Encoding(false, throwOnInvalidBytes: true),
        "gb18030" or "gbk" or "gb2312" => CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        _ => null,
    };

    /// <summary>Null where a byte is none of the encoding's; then it is in the line told.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, Encoding encoding, out int wrongLine)
    {
        wrongLine = 0;
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            wrongLine = LineOf(bytes, encoding);
            return null;
        }
    }

    /// <summary>An end of line is one byte in both encodings, and part of no other character.</summary>
    private static int LineOf(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        int line = 1;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            try
            {
                encoding.GetCharCount(bytes[range]);
            }
            catch (DecoderFallbackException)
            {
                return line;
            }

            line++;
        }

        return line;
    }
}
