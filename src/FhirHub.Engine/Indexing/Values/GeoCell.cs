namespace FhirHub.Engine.Indexing.Values;

/// <summary>
/// A place on the earth as 60 bits, those of longitude and latitude in turn (a Z-order curve), written as 12 characters 0-9a-v that sort
/// as the bits do. Places that share a square share the beginning of their bits.
/// </summary>
internal static class GeoCell
{
    /// <summary>Bits of each axis.</summary>
    public const int Depth = 30;

    private const int Characters = 12;

    public static string Entry(string prefix, double longitude, double latitude) =>
        Text(prefix, Bits(Column(longitude, Depth), Row(latitude, Depth)));

    /// <summary>The entry at the bits; behind the last ones, what follows all entries.</summary>
    public static string Text(string prefix, ulong bits)
    {
        if (bits >> (2 * Depth) != 0)
            return prefix + "+";
        return string.Create(prefix.Length + 1 + Characters, (prefix, bits), static (to, parts) =>
        {
            parts.prefix.CopyTo(to);
            to[parts.prefix.Length] = '*';
            for (var (i, rest) = (to.Length - 1, parts.bits); i > parts.prefix.Length; i--, rest >>= 5)
                to[i] = "0123456789abcdefghijklmnopqrstuv"[(int)(rest & 31)];
        });
    }

    /// <summary>Of the 2^depth columns from 180° west to 180° east, the one a longitude lies in.</summary>
    public static uint Column(double longitude, int depth) => Part((longitude + 180) / 360, depth);

    /// <summary>Of the 2^depth rows from south to north, the one a latitude lies in.</summary>
    public static uint Row(double latitude, int depth) => Part((latitude + 90) / 180, depth);

    /// <summary>Column and row, bit by bit.</summary>
    public static ulong Bits(uint column, uint row)
    {
        var bits = 0UL;
        for (var i = Depth - 1; i >= 0; i--)
            bits = (bits << 2) | (((ulong)column >> i) & 1) << 1 | (((ulong)row >> i) & 1);
        return bits;
    }

    private static uint Part(double share, int depth) =>
        (uint)Math.Clamp(Math.Floor(share * (1L << depth)), 0, (1L << depth) - 1);
}
