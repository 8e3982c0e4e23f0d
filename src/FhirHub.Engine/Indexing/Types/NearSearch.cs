using System.Globalization;
using System.Text;
using System.Text.Json;
using FhirHub.Engine.Indexing.Values;
using MongoDB.Bson;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>
/// <c>Location.near</c>: <c>latitude|longitude[|distance[|units]]</c>, in kilometres unless a unit of length is named, within
/// <see cref="DefaultKilometres"/> unless a distance is. https://hl7.org/fhir/R4/location.html#search
/// </summary>
internal sealed class NearSearch : SearchTypeRules
{
    public const int DefaultKilometres = 50;

    private const string Form = "not of the form latitude|longitude, with |distance and |units if wanted, such as 39.91|116.40|5|km";

    public override void Index(in ElementValue value, string prefix, EntrySink sink)
    {
        if (value.Type.Name != "Location.position" || !JsonSlice.IsObject(value.Json))
            return;
        double? longitude = null, latitude = null;
        var reader = JsonSlice.Members(value.Json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("longitude"u8))
                longitude = QuantityJson.Number(ref reader)?.ToDouble();
            else if (reader.ValueTextEquals("latitude"u8))
                latitude = QuantityJson.Number(ref reader)?.ToDouble();
            else
                reader.Skip();
        }
        // A place that is not on the earth is stored, but near nothing.
        if (longitude is not (>= -180 and <= 180) || latitude is not (>= -90 and <= 90))
            return;
        sink.Position = (longitude.Value, latitude.Value);
        sink.Add(GeoCell.Entry(prefix, longitude.Value, latitude.Value));
    }

    public override EntryCondition Match(MatchRequest request)
    {
        var code = request.Parameter.Code;
        if (request.Modifier is { } modifier)
            throw SearchFault.Modifier(code, modifier, "the modifier :missing");
        var parts = SearchValue.Split(request.Value, '|').Select(SearchValue.Unescape).ToList();
        if (parts.Count is < 2 or > 4)
            throw SearchFault.Value(code, request.Value, Form);
        var latitude = Number(request, parts[0], "latitude", -90, 90);
        var longitude = Number(request, parts[1], "longitude", -180, 180);
        var distance = parts.Count > 2 ? Number(request, parts[2], "distance", 0, double.MaxValue) : DefaultKilometres;
        var metres = distance * Metres(request, parts.Count > 3 ? parts[3] : "km");
        var circle = new GeoCircle(longitude, latitude, metres / GeoCircle.EarthMetres);
        return new EntryCondition
        {
            Within = [.. circle.Cover(request.Prefix)],
            Also = Residual(circle),
        };
    }

    private static BsonDocument? Residual(GeoCircle circle)
    {
        if (circle.IsWholeEarth)
            return null;
        // Not every database takes a circle for what it is once it is wider than half the earth; all do outside its complement.
        return circle.Radius > Math.PI / 2
            ? new BsonDocument("$nor", new BsonArray { Within(circle.Complement()) })
            : Within(circle);
    }

    private static BsonDocument Within(GeoCircle circle) => new("pos", new BsonDocument("$geoWithin", new BsonDocument(
        "$centerSphere", new BsonArray { new BsonArray { circle.Longitude, circle.Latitude }, circle.Radius })));

    private static double Number(MatchRequest request, string text, string what, double least, double most)
    {
        if (!DecimalNumber.TryParse(Encoding.UTF8.GetBytes(text), out var number))
            throw SearchFault.Value(request.Parameter.Code, request.Value, $"the {what} '{text}' is not a number; the value is latitude|longitude|distance|units");
        var value = number.ToDouble();
        if (value >= least && value <= most)
            return value;
        var bounds = most == double.MaxValue ? "0 or more" : string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}");
        throw SearchFault.Value(request.Parameter.Code, request.Value, $"the {what} is {bounds}");
    }

    private static double Metres(MatchRequest request, string unit)
    {
        // Not a code of UCUM, yet what people write.
        if (UcumUnits.Find(unit == "mi" ? "[mi_i]" : unit) is { Canonical: "m" } length)
            return length.Convert(new DecimalNumber(1, 0));
        throw SearchFault.Value(request.Parameter.Code, request.Value, $"'{unit}' is no unit of length; use km, m, mi or another one of UCUM");
    }
}
