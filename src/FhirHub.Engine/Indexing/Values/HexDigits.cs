namespace FhirHub.Engine.Indexing.Values;

/// <summary>Numbers as text that sorts the way they do.</summary>
internal static class HexDigits
{
    /// <summary>Fills the text with the number's lowest digits, in lower case.</summary>
    public static void Write(ulong value, Span<char> to)
    {
        for (var i = to.Length - 1; i >= 0; i--, value >>= 4)
            to[i] = "0123456789abcdef"[(int)(value & 15)];
    }
}
