using System.Globalization;
using System.Text;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>Requests that no server may accept or fall over, made from a seed. The body of a write is always one that must be refused.</summary>
internal sealed class RequestFuzz(int seed, string existingId)
{
    private const string Valid = """
        {"resourceType":"Patient","id":"fuzz","active":true,"name":[{"family":"A","given":["B","C"],"_given":[null,{"id":"x"}]}],"birthDate":"1970-01-01","multipleBirthInteger":2}
        """;

    private const string ValidXml = """
        <Patient xmlns="http://hl7.org/fhir"><id value="fuzz"/><active value="true"/><name><family value="A"/><given value="B"/></name></Patient>
        """;

    private static readonly string[] Segments =
    [
        "Patient", "patient", "Nonsense", "_history", "metadata", "_search", "$meta", "$", "$%24", "..", ".", "%2e%2e", "%2f", "%5c", "%00", "%0d%0a", "%zz", "%", "",
        "%C3%28", "%E5%BC%A0", "*", "'", "\"", "<x>", "{0}", "a|b", "1", "-1", "99999999999999999999", "null", "con", ";", ":", "@", "~", "\\", "^", "`", "Patient%2f1", "_", "__proto__",
    ];

    private static readonly string[] Methods =
        ["GET", "HEAD", "PUT", "POST", "PATCH", "OPTIONS", "TRACE", "FOO", "get", "G%45T", "PROPFIND", "M-SEARCH", "CONNECT", "QUERY", "PURGE", "X"];

    private static readonly string[] Values =
    [
        "", "1", "-1", "0", "true", "W/\"1\"", "\"1\"", "*", "W/\"", "99999999999999999999", "1e400", "NaN", "2024", "2024-02-30", "9999-12-31T23:59:59.9999999Z", "0000", "now",
        "json", "xml", "application/fhir+json", "application/fhir+xml;q=x", "text/html", "*/*;q=2", ",,,", ";;;", "=", "return=minimal", "handling=strict", "return=", "a,b,c", "name.family",
        "%00", "\t", "é", "张", "'\"><script>", "../../etc/passwd", "{}", "[]", "null", "gzip", "br", "identity", "MXwxfFBhdGllbnQvMQ", "Mon, 99 Jan 0000 99:99:99 GMT",
    ];

    private static readonly string[] Headers =
    [
        "Accept", "Prefer", "If-Match", "If-None-Match", "If-Modified-Since", "If-None-Exist", "Content-Encoding", "X-Request-Id", "X-Security-Context", "Accept-Charset", "Range",
        "X-Forwarded-Host", "X-Forwarded-Proto", "X-HTTP-Method-Override", "Cookie", "Expect", "Content-Language", "traceparent", "Te",
    ];

    private static readonly string[] Parameters =
        ["_format", "_pretty", "_summary", "_elements", "_count", "_since", "_at", "_page", "mode", "_", "%00", "a[]", "identifier"];

    private static readonly string[] Bodies =
    [
        "application/fhir+json", "application/json", "application/fhir+xml", "application/xml", "text/xml", "application/json-patch+json", "application/merge-patch+json",
        "text/plain", "application/fhir+json; charset=latin1", "a", "/", "application/x-www-form-urlencoded",
    ];

    private static readonly string[] Operations = ["add", "remove", "move", "copy", "replace", "test", "x"];

    private static readonly string[] Pointers = ["/active", "", "/", "/name/9", "/name/-", "/a~2", "x", "/name/99999999999"];

    private static readonly string[] WrongMembers =
    [
        "\"active\":\"true\"", "\"active\":1", "\"active\":null", "\"active\":[]", "\"active\":{}", "\"birthDate\":1970", "\"birthDate\":\"1970-02-30\"", "\"name\":\"A\"", "\"name\":{}",
        "\"name\":[]", "\"name\":[null]", "\"name\":[\"A\"]", "\"multipleBirthInteger\":1.5", "\"multipleBirthInteger\":1e400", "\"multipleBirthInteger\":99999999999999999999",
        "\"multipleBirthInteger\":\"2\"", "\"gender\":\"unknown-gender\"", "\"meta\":[]", "\"meta\":{\"lastUpdated\":5}", "\"text\":{\"status\":\"generated\",\"div\":\"<p>\"}",
        "\"contained\":[{\"resourceType\":\"Nonsense\"}]", "\"contained\":[{}]", "\"extension\":[{}]", "\"extension\":[{\"url\":5}]", "\"link\":[{}]", "\"_active\":5", "\"_name\":[{}]",
        "\"resourceType\":\"Patient\"", "\"fhir_comments\":5", "\"photo\":[{\"size\":-1}]", "\"telecom\":[{\"rank\":0}]", "\"\":1", "\"deceasedNonsense\":true",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Request line with headers, and a body.</summary>
    public (string Head, byte[] Body) Next() => _random.Next(4) switch
    {
        0 => AnyPath(),
        1 => AnyHeaders(),
        _ => AnyBody(),
    };

    private (string Head, byte[] Body) AnyPath()
    {
        string path = string.Join('/', Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Segment()));
        string prefix = _random.Next(8) switch { 0 => "/", 1 => "", 2 => "/fhir", 3 => "//fhir/", _ => "/fhir/" };
        string query = _random.Next(2) == 0 ? string.Empty : "?" + string.Join('&', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"{Pick(Parameters)}={Escaped(Pick(Values))}"));
        var (type, body) = Refused();
        return ($"{Pick(Methods)} {prefix}{path}{query} HTTP/1.1\r\nContent-Type: {type}", body);
    }

    private (string Head, byte[] Body) AnyHeaders()
    {
        var head = new StringBuilder(_random.Next(3) switch
        {
            0 => $"GET /fhir/Patient/{existingId} HTTP/1.1",
            1 => "GET /fhir/_history?_count=1 HTTP/1.1",
            _ => "PUT /fhir/Patient/fuzz HTTP/1.1",
        });
        var (type, body) = Refused();
        head.Append(CultureInfo.InvariantCulture, $"\r\nContent-Type: {(_random.Next(3) == 0 ? Latin1(Pick(Values)) : type)}");
        for (int i = _random.Next(1, 5); i > 0; i--)
            head.Append(CultureInfo.InvariantCulture, $"\r\n{Pick(Headers)}: {(_random.Next(10) == 0 ? new string('x', _random.Next(1, 40_000)) : Latin1(Pick(Values)))}");
        return (head.ToString(), body);
    }

    private (string Head, byte[] Body) AnyBody()
    {
        var (type, body) = Refused();
        string target = _random.Next(5) switch
        {
            0 => "POST /fhir/Patient",
            1 => "PUT /fhir/Patient/fuzz",
            2 => $"PUT /fhir/Patient/{existingId}",
            3 => $"PATCH /fhir/Patient/{existingId}",
            _ => $"POST /fhir/Patient/{existingId}/$meta-add",
        };
        return ($"{target} HTTP/1.1\r\nContent-Type: {type}", body);
    }

    /// <summary>A body that is malformed or invalid however it is read.</summary>
    private (string MediaType, byte[] Body) Refused()
    {
        byte[] json = Encoding.UTF8.GetBytes(Valid), xml = Encoding.UTF8.GetBytes(ValidXml);
        return _random.Next(14) switch
        {
            0 => ("application/fhir+json", json[.._random.Next(json.Length - 2)]),
            1 => ("application/fhir+xml", xml[.._random.Next(xml.Length - 10)]),
            2 => ("application/fhir+json", Inserted(json, (byte)_random.Next(1, 9))),
            3 => ("application/fhir+json", Inserted(json, (byte)_random.Next(0xF8, 0x100))),
            4 => ("application/fhir+xml", Inserted(xml, (byte)_random.Next(1, 9))),
            5 => ("application/fhir+xml", Inserted(xml, (byte)_random.Next(0xF8, 0x100))),
            6 or 7 => ("application/fhir+json", WithMember(Pick(WrongMembers))),
            8 => ("application/fhir+json", WithMember($"\"x{_random.Next()}\":{_random.Next()}")),
            9 => ("application/fhir+json", WithMember(Deep(_random.Next(70, 20_000)))),
            10 => ("application/fhir+json", Encoding.UTF8.GetBytes(new string('[', _random.Next(1, 100_000)))),
            11 => ("application/fhir+xml", Encoding.UTF8.GetBytes($"<Patient xmlns='http://hl7.org/fhir'>{string.Concat(Enumerable.Repeat("<extension url='u'>", _random.Next(70, 5000)))}")),
            12 => ("application/json-patch+json", Encoding.UTF8.GetBytes(
                $$"""[{"op":"{{Pick(Operations)}}","path":"{{Pick(Pointers)}}","from":"/nothing","value":{} },{"op":"test","path":"/id","value":"nothing"}]""")),
            _ => (Pick(Bodies), Bytes(_random.Next(200))),
        };
    }

    private static byte[] WithMember(string member) => Encoding.UTF8.GetBytes(Valid.TrimEnd()[..^1] + "," + member + "}");

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("\"extension\":[{", levels)) + "\"url\":\"u\"" + string.Concat(Enumerable.Repeat("}]", levels));

    private byte[] Inserted(byte[] bytes, byte value)
    {
        int at = _random.Next(1, bytes.Length - 1);
        return [.. bytes[..at], value, .. bytes[at..]];
    }

    /// <summary>Never text that could be valid: a byte that no UTF-8 has comes first.</summary>
    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count + 1];
        _random.NextBytes(bytes);
        bytes[0] = 0xFF;
        return bytes;
    }

    private string Segment() => _random.Next(30) == 0 ? new string('a', _random.Next(1, 9000)) : Latin1(Pick(Segments));

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private static string Escaped(string value) => value.Replace(" ", "%20", StringComparison.Ordinal).Replace("\t", "%09", StringComparison.Ordinal).Replace("张", "%E5%BC%A0", StringComparison.Ordinal);

    /// <summary>The bytes of UTF-8 as they stand in a head.</summary>
    private static string Latin1(string value) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value));
}
