using System.Buffers;

namespace FhirHub.Engine.Structure;

/// <summary>Lays valid JSON out in lines, two spaces to a level, for <c>_pretty</c>. Literals and escapes stay as they are.</summary>
public static class JsonPretty
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("{}[],:\" \t\r\n"u8);
    private static readonly SearchValues<byte> StringEnd = SearchValues.Create("\"\\"u8);
    private static readonly byte[] Break = [(byte)'\n', .. Enumerable.Repeat((byte)' ', 1024)];

    /// <param name="json">Valid JSON in UTF-8, minified or not.</param>
    /// <param name="output">Receives the same tokens, indented.</param>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var depth = 0;
        for (var at = 0; at < json.Length;)
        {
            switch (json[at])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    at++;
                    break;
                case (byte)'{' or (byte)'[':
                    output.Write(json.Slice(at, 1));
                    at = SkipSpace(json, at + 1);
                    if (json[at] is (byte)'}' or (byte)']')
                        output.Write(json.Slice(at++, 1));
                    else
                        NewLine(output, ++depth);
                    break;
                case (byte)'}' or (byte)']':
                    NewLine(output, --depth);
                    output.Write(json.Slice(at++, 1));
                    break;
                case (byte)',':
                    output.Write(","u8);
                    NewLine(output, depth);
                    at++;
                    break;
                case (byte)':':
                    output.Write(": "u8);
                    at++;
                    break;
                default:
                    var length = json[at] == (byte)'"' ? StringLength(json[at..]) : LiteralLength(json[at..]);
                    output.Write(json.Slice(at, length));
                    at += length;
                    break;
            }
        }
    }

    private static void NewLine(IBufferWriter<byte> output, int depth) => output.Write(Break.AsSpan(0, 1 + Math.Min(2 * depth, 1024)));

    private static int SkipSpace(ReadOnlySpan<byte> json, int at) =>
        json[at..].IndexOfAnyExcept(" \t\r\n"u8) is var space and >= 0 ? at + space : json.Length - 1;

    private static int StringLength(ReadOnlySpan<byte> text)
    {
        for (var at = 1; ; at += 2)
        {
            at += text[at..].IndexOfAny(StringEnd);
            if (text[at] == (byte)'"')
                return at + 1;
        }
    }

    private static int LiteralLength(ReadOnlySpan<byte> text) => text.IndexOfAny(Structure) is var end and >= 0 ? end : text.Length;
}
