namespace FhirHub.Engine.Indexing.Values;

/// <summary>All places within a distance, on a sphere.</summary>
/// <param name="Longitude">Of the centre, in degrees.</param>
/// <param name="Latitude">Of the centre, in degrees.</param>
/// <param name="Radius">Along the surface, in radians.</param>
internal readonly record struct GeoCircle(double Longitude, double Latitude, double Radius)
{
    /// <summary>Mean radius of the earth, IUGG.</summary>
    public const double EarthMetres = 6_371_008.8;

    // Six millimetres, so that rounding hides nothing.
    private const double Margin = 1e-9;
    private const double Degree = Math.PI / 180;

    // A box is covered by up to 5 × 5 squares, fewer once neighbours are joined.
    private const int SquaresPerSide = 4;

    public bool IsWholeEarth => Radius >= Math.PI;

    /// <summary>The rest of the earth: a circle around the opposite place.</summary>
    public GeoCircle Complement() => new(Longitude > 0 ? Longitude - 180 : Longitude + 180, -Latitude, Math.PI - Radius);

    /// <summary>Ranges of entries that hold every place in the circle, and some around it: at most 50.</summary>
    public IEnumerable<EntryRange> Cover(string prefix)
    {
        var reach = (Radius + Margin) / Degree;
        var (south, north) = (Latitude - reach, Latitude + reach);
        if (IsWholeEarth || south <= -90 || north >= 90)
            return Cover(prefix, -180, 180, south, north);
        var width = Math.Asin(Math.Min(1, Math.Sin(Radius + Margin) / Math.Cos(Latitude * Degree))) / Degree + Margin;
        var (west, east) = (Longitude - width, Longitude + width);
        // The part beyond the 180th meridian is at the other end of the scale.
        if (west <= -180)
            return [.. Cover(prefix, -180, east, south, north), .. Cover(prefix, west + 360, 180, south, north)];
        if (east >= 180)
            return [.. Cover(prefix, west, 180, south, north), .. Cover(prefix, -180, east - 360, south, north)];
        return Cover(prefix, west, east, south, north);
    }

    private static IEnumerable<EntryRange> Cover(string prefix, double west, double east, double south, double north)
    {
        var depth = Math.Min(DepthOf((east - west) / 360), DepthOf((north - south) / 180));
        var shift = 2 * (GeoCell.Depth - depth);
        var cells = new List<ulong>();
        for (var column = GeoCell.Column(west, depth); column <= GeoCell.Column(east, depth); column++)
            for (var row = GeoCell.Row(south, depth); row <= GeoCell.Row(north, depth); row++)
                cells.Add(GeoCell.Bits(column, row));
        cells.Sort();
        for (var i = 0; i < cells.Count; i++)
        {
            var first = cells[i];
            while (i + 1 < cells.Count && cells[i + 1] == cells[i] + 1)
                i++;
            yield return new EntryRange(GeoCell.Text(prefix, first << shift), GeoCell.Text(prefix, (cells[i] + 1) << shift));
        }
    }

    /// <summary>How often an axis can be halved with no more than <see cref="SquaresPerSide"/> squares along its share of it.</summary>
    private static int DepthOf(double share)
    {
        var depth = 0;
        while (depth < GeoCell.Depth && share * (2L << depth) <= SquaresPerSide)
            depth++;
        return depth;
    }
}
