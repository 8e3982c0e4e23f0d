using System.Text;
using FhirHub.Engine.Conformance;

namespace FhirHub.UnitTests.Structure;

/// <summary>Writes random resources that keep the base structure, in every literal form JSON and R4 allow.</summary>
internal sealed class RandomResource(int seed)
{
    private const int Deepest = 5;

    private readonly Random _random = new(seed);

    public string Write()
    {
        var resources = FhirSchema.R4.Resources;
        return Resource(resources[_random.Next(resources.Count)], 0, mayContain: true);
    }

    private string Resource(TypeSchema type, int depth, bool mayContain)
    {
        var members = Members(type, depth, mayContain);
        members.Add($"\"resourceType\"{Space()}:{Space()}\"{type.Name}\"");
        return Object(members);
    }

    private List<string> Members(TypeSchema type, int depth, bool mayContain = true)
    {
        var members = new List<string>();
        foreach (var element in type.Elements)
        {
            if (element.Min == 0 && (depth >= Deepest || _random.Next(type.Elements.Count) > 3))
                continue;
            if (element.Name == "contained" && !mayContain)
                continue;
            Member(members, element.Properties[_random.Next(element.Properties.Count)], depth);
        }
        // An object must not be empty, whatever the dice say.
        if (members.Count == 0 && !type.IsResource)
            Member(members, type.Elements[0].Properties[0], depth);
        return members;
    }

    private void Member(List<string> members, PropertySchema property, int depth)
    {
        var element = property.Element;
        if (!property.HasSibling)
        {
            members.Add($"\"{property.Name}\"{Space()}:{Space()}{(element.IsArray ? Array([.. Repeat(() => Value(property, depth))]) : Value(property, depth))}");
            return;
        }
        // 0: a value, 1: a sibling, 2: both.
        var forms = element.IsArray ? Repeat(() => _random.Next(8)).Select(f => f > 2 ? 0 : f).ToList() : [_random.Next(10) is var f and < 3 ? f : 0];
        if (depth >= Deepest)
            forms = forms.ConvertAll(_ => 0);
        var values = forms.ConvertAll(f => f == 1 ? "null" : Value(property, depth));
        var siblings = forms.ConvertAll(f => f == 0 ? "null" : Object(Members(property.Type, depth + 1)));
        if (values.Exists(v => v != "null"))
            members.Add($"\"{property.Name}\"{Space()}:{Space()}{(element.IsArray ? Array(values) : values[0])}");
        if (siblings.Exists(v => v != "null"))
            members.Add($"\"_{property.Name}\"{Space()}:{Space()}{(element.IsArray ? Array(siblings) : siblings[0])}");
    }

    private string Value(PropertySchema property, int depth)
    {
        if (property.Type.IsPrimitive)
            return Primitive(property);
        if (property.Type.Kind != TypeKind.AbstractResource)
            return Object(Members(property.Type, depth + 1));
        var type = FhirSchema.R4.FindResource(Pick("Patient", "Observation", "Basic", "Binary"))!;
        return Resource(type, depth + 2, mayContain: property.Element.Name != "contained");
    }

    private string Primitive(PropertySchema property)
    {
        if (property.Element.RequiredCodes is { } codes)
            return $"\"{codes.Codes[_random.Next(codes.Codes.Count)]}\"";
        return property.Type.Primitive switch
        {
            PrimitiveKind.Boolean => Pick("true", "false"),
            PrimitiveKind.Integer => Pick("0", "-2147483648", "2147483647", "17"),
            PrimitiveKind.UnsignedInt => Pick("0", "2147483647"),
            PrimitiveKind.PositiveInt => Pick("1", "2147483647"),
            PrimitiveKind.Decimal => Pick("0", "-0.000", "1e3", "1E+245", "1.500", "123456789012345678901234567890.0000"),
            PrimitiveKind.Date => Pick("\"2020\"", "\"2020-02\"", "\"2020-02-29\""),
            PrimitiveKind.DateTime => Pick("\"2020\"", "\"2020-02-29\"", "\"2020-02-29T23:59:59.123+02:00\""),
            PrimitiveKind.Instant => Pick("\"2020-02-29T23:59:59Z\"", "\"2020-02-29T23:59:59.000000001-03:30\""),
            PrimitiveKind.Time => Pick("\"00:00:00\"", "\"23:59:59.9\""),
            PrimitiveKind.Base64Binary => Pick("\"AAAA\"", "\"AA==\"", "\"AA\\u0041A\""),
            PrimitiveKind.Oid => "\"urn:oid:1.2.3\"",
            PrimitiveKind.Uuid => "\"urn:uuid:c757873d-ec9a-4326-a141-556f43239520\"",
            PrimitiveKind.Uri or PrimitiveKind.Url or PrimitiveKind.Canonical => Pick("\"http://x.org/a|1\"", "\"http:\\/\\/x.org\"", "\"urn:x\""),
            PrimitiveKind.Xhtml => Pick(
                "\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"> a  <b>b<\\/b>\\n</div>\"", "\"\\u003cdiv xmlns='http://www.w3.org/1999/xhtml'>&#160;</div>\""),
            PrimitiveKind.Id or PrimitiveKind.Code => Pick("\"a\"", "\"A-1.b\"", "\"\\u0061\""),
            _ => property.Element.IsSystemValue ? "\"i1\"" : Text(),
        };
    }

    private string Text()
    {
        var text = new StringBuilder("\"x");
        for (var i = _random.Next(6); i > 0; i--)
            text.Append(Pick("a", " ", "  ", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "é", "你好", "\\ud83d\\ude00", "😀", "{", "]", ",", ":"));
        return text.Append('"').ToString();
    }

    private string Object(List<string> members)
    {
        var order = members.ToArray();
        _random.Shuffle(order);
        return $"{{{Space()}{string.Join($"{Space()},{Space()}", order)}{Space()}}}";
    }

    private string Array(List<string> items) => $"[{Space()}{string.Join($"{Space()},{Space()}", items)}{Space()}]";

    private IEnumerable<T> Repeat<T>(Func<T> item) => Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => item());

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Space() => _random.Next(4) switch { 0 => " ", 1 => "\r\n\t", _ => "" };
}
