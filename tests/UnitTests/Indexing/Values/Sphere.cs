using MongoDB.Bson;

namespace FhirHub.UnitTests.Indexing.Values;

/// <summary>Distances along a sphere, by the haversine formula.</summary>
internal static class Sphere
{
    public static bool IsWithin(BsonArray place, BsonArray circle) =>
        Distance(place[0].ToDouble(), place[1].ToDouble(), circle[0][0].ToDouble(), circle[0][1].ToDouble()) <= circle[1].ToDouble();

    /// <summary>In radians, between places in degrees.</summary>
    public static double Distance(double longitude, double latitude, double otherLongitude, double otherLatitude)
    {
        var (a, b) = (latitude * Math.PI / 180, otherLatitude * Math.PI / 180);
        var (rise, turn) = (Math.Sin((a - b) / 2), Math.Sin((longitude - otherLongitude) * Math.PI / 360));
        return 2 * Math.Asin(Math.Min(1, Math.Sqrt(rise * rise + Math.Cos(a) * Math.Cos(b) * turn * turn)));
    }
}
