using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Indexing.Values;

internal sealed class NearSearchTests
{
    private static readonly Config Seeds = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(1_000_000);
    private static readonly NearSearch Near = new();

    // Tiananmen and the Summer Palace are 14.5 km apart.
    [TestCase("39.9087|116.3975|15", true)]
    [TestCase("39.9087|116.3975|14|km", false)]
    [TestCase("39.9087|116.3975|15000|m", true)]
    [TestCase("39.9087|116.3975|14000|m", false)]
    [TestCase("39.9087|116.3975|9.1|mi", true)]
    [TestCase("39.9087|116.3975|8.5|[mi_i]", false)]
    [TestCase("39.9087|116.3975", true)]
    [TestCase("31.2304|121.4737", false)]
    [TestCase("39.9999|116.2755|0.01", true)]
    [TestCase("39.9999|116.2755|0", true)]
    [TestCase("0|0|30000", true)]
    [TestCase("-39|-63|20000", true)]
    public void A_place_is_found_within_the_distance(string value, bool found) =>
        Assert.That(Meets(116.2755, 39.9999, value), Is.EqualTo(found));

    [TestCase("")]
    [TestCase("39.9")]
    [TestCase("39.9|116.4|1|km|x")]
    [TestCase("39.9|abc")]
    [TestCase("39.9:116.4")]
    [TestCase("116.4|39.9|5")]
    [TestCase("39.9|180.1")]
    [TestCase("39.9|116.4|-1")]
    [TestCase("39.9|116.4|")]
    [TestCase("39.9|116.4||km")]
    [TestCase("39.9|116.4|1|kg")]
    [TestCase("39.9|116.4|1|furlongs")]
    [TestCase("39.9|116.4|1e400")]
    [TestCase("eq39.9|116.4")]
    public void What_is_no_place_is_refused(string value)
    {
        var fault = Assert.Throws<FhirException>(() => Near.Match(IndexedDocument.Request(value)))!;
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.Invalid));
        Assert.That(fault.Message, Does.StartWith($"value={value}: "));
    }

    [TestCase("""{"longitude":200,"latitude":3}""")]
    [TestCase("""{"longitude":100,"latitude":-90.5}""")]
    [TestCase("""{"latitude":3}""")]
    public void A_position_that_is_none_has_no_entry(string json)
    {
        var document = IndexedDocument.Of(Near, ("Location.position", json));
        Assert.That(document.Entries, Is.Empty);
        Assert.That(document.Sink.Position, Is.Null);
    }

    [Test]
    public void Any_circle_finds_what_is_in_it_also_at_the_poles_and_across_the_180th_meridian() =>
        Prop.ForAll((int seed) =>
        {
            var random = new Random(seed);
            var (longitude, latitude) = Place(random);
            // From metres to half the earth, and places as far away as the radius on average.
            var radius = Math.Pow(10, random.NextDouble() * 7.3);
            var (placeLongitude, placeLatitude) = random.Next(4) == 0 ? Place(random) : Beside(random, longitude, latitude, radius);
            var distance = Sphere.Distance(longitude, latitude, placeLongitude, placeLatitude) * GeoCircle.EarthMetres;
            if (Math.Abs(distance - radius) < 1e-3)
                return;
            var value = string.Create(CultureInfo.InvariantCulture, $"{latitude:R}|{longitude:R}|{radius:R}|m");
            Assert.That(Meets(placeLongitude, placeLatitude, value), Is.EqualTo(distance < radius), $"{value} for {placeLatitude}|{placeLongitude}");
            Assert.That(Near.Match(IndexedDocument.Request(value)).Within, Has.Count.InRange(1, 50));
        }).Check(Seeds);

    private static (double Longitude, double Latitude) Place(Random random) => random.Next(4) switch
    {
        0 => (random.NextDouble() < 0.5 ? 180 : -180, random.NextDouble() * 180 - 90),
        1 => (random.NextDouble() * 360 - 180, random.NextDouble() < 0.5 ? 90 - random.NextDouble() : random.NextDouble() - 90),
        2 => (179.9 + random.NextDouble() / 10, random.NextDouble() * 10),
        _ => (random.NextDouble() * 360 - 180, random.NextDouble() * 180 - 90),
    };

    private static (double Longitude, double Latitude) Beside(Random random, double longitude, double latitude, double metres)
    {
        var degrees = metres / GeoCircle.EarthMetres * 180 / Math.PI * 1.5;
        var other = longitude + (random.NextDouble() * 2 - 1) * degrees / Math.Max(0.01, Math.Cos(latitude * Math.PI / 180));
        return (Math.IEEERemainder(other, 360), Math.Clamp(latitude + (random.NextDouble() * 2 - 1) * degrees, -90, 90));
    }

    private static bool Meets(double longitude, double latitude, string value) => IndexedDocument
        .Of(Near, ("Location.position", string.Create(CultureInfo.InvariantCulture, $$"""{"longitude":{{longitude:R}},"latitude":{{latitude:R}},"altitude":50}""")))
        .Meets(Near.Match(IndexedDocument.Request(value)));
}
