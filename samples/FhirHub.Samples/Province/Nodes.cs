using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Samples.People;
using FhirHub.Samples.Places;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Province;

/// <summary>FHIR's data types as JSON.</summary>
internal static class Nodes
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(this JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Plain));

    /// <summary>A resource that claims a profile of the national base.</summary>
    public static JsonObject Resource(string type, string? id, string? profile, params (string Name, JsonNode? Value)[] members)
    {
        var resource = new JsonObject { ["resourceType"] = type };
        if (id is not null)
            resource["id"] = id;
        if (profile is not null)
            resource["meta"] = new JsonObject { ["profile"] = new JsonArray(Cn.Extensions + profile) };
        foreach (var (name, value) in members.Where(m => m.Value is not null))
            resource[name] = value;
        return resource;
    }

    public static SampleResource Stored(this JsonObject resource) => new((string)resource["resourceType"]!, (string)resource["id"]!, resource.Bytes());

    public static JsonObject Reference(string reference, string? display = null)
    {
        var node = new JsonObject { ["reference"] = reference };
        if (display is not null)
            node["display"] = display;
        return node;
    }

    public static JsonObject Coding(string system, string code, string? display = null)
    {
        var node = new JsonObject { ["system"] = system, ["code"] = code };
        if (display is not null)
            node["display"] = display;
        return node;
    }

    public static JsonObject Concept(string system, string code, string? text = null)
    {
        var node = new JsonObject { ["coding"] = new JsonArray(Coding(system, code)) };
        if (text is not null)
            node["text"] = text;
        return node;
    }

    public static JsonObject Identifier(string system, string value) => new() { ["system"] = system, ["value"] = value };

    public static JsonObject Extension(string name, string member, JsonNode value) => new() { ["url"] = Cn.Extensions + name, [member] = value };

    public static JsonObject Division(County county) => Extension("division", "valueCoding", Coding(Cn.Divisions, county.Code, county.Name));

    public static JsonArray List(params IEnumerable<JsonNode?> items) => new([.. items.OfType<JsonNode>()]);

    public static JsonObject Name(PersonName name)
    {
        var node = new JsonObject { ["use"] = "official", ["text"] = name.Text };
        if (name.Family is not null)
            node["family"] = name.Family;
        node["given"] = new JsonArray(name.Given);
        return node;
    }

    public static JsonObject Phone(string number, string use) => new() { ["system"] = "phone", ["value"] = number, ["use"] = use };

    public static JsonObject Address(PostalAddress address, string use) => new()
    {
        ["extension"] = new JsonArray(Division(address.County)),
        ["use"] = use,
        ["type"] = "physical",
        ["text"] = address.County.Prefecture.Province.Name + address.County.FullName + address.Line,
        ["line"] = new JsonArray(address.Line),
        ["city"] = address.County.Prefecture.Name,
        ["district"] = address.County.Name,
        ["state"] = address.County.Prefecture.Province.Name,
        ["country"] = "CN",
    };

    public static JsonObject Quantity(long value, int decimals, string unit) =>
        new() { ["value"] = JsonNode.Parse(Decimal(value, decimals)), ["unit"] = unit, ["system"] = Systems.Ucum, ["code"] = unit };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time in China.</summary>
    public static string Time(DateOnly day, int hour, int minute = 0) => string.Create(CultureInfo.InvariantCulture, $"{Day(day)}T{hour:D2}:{minute:D2}:00+08:00");

    public static byte[] Parameters(params IEnumerable<JsonObject?> parameters)
    {
        var body = new JsonObject { ["resourceType"] = "Parameters" };
        var list = List(parameters);
        if (list.Count > 0)
            body["parameter"] = list;
        return body.Bytes();
    }

    public static JsonObject Parameter(string name, string member, JsonNode value) => new() { ["name"] = name, [member] = value };

    public static JsonObject Given(string name, JsonObject resource) => Parameter(name, "resource", resource);

    public static JsonObject Points(string name, string reference) => Parameter(name, "valueReference", Reference(reference));

    /// <summary>With its trailing zeros: 650 with two decimals is 6.50.</summary>
    private static string Decimal(long value, int decimals) => (value / Power(decimals)).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static decimal Power(int digits)
    {
        decimal power = 1;
        for (int i = 0; i < digits; i++)
            power *= 10;
        return power;
    }
}
