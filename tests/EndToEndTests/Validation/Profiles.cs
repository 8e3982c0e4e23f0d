namespace FhirHub.EndToEndTests.Validation;

/// <summary>Small profiles for tests, as differentials.</summary>
internal static class Profiles
{
    public const string Root = "http://example.cn/fhir/StructureDefinition/";

    /// <summary>A profile on Patient in which an element is required.</summary>
    public static string Requiring(string id, string element, string version = "1.0.0", string status = "active") => $$"""
        {"resourceType":"StructureDefinition","id":"{{id}}","url":"{{Root}}{{id}}","version":"{{version}}","name":"Test","status":"{{status}}","fhirVersion":"4.0.1",
         "kind":"resource","abstract":false,"type":"Patient","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint",
         "differential":{"element":[{"id":"Patient.{{element}}","path":"Patient.{{element}}","min":1} ] } }
        """;

    /// <summary>PUTs one.</summary>
    public static async Task DefineAsync(this HttpClient http, string id, string definition) =>
        Assert.That((await http.SendAsync("PUT", $"StructureDefinition/{id}", definition)).Status, Is.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.OK));

    /// <summary>A Patient that claims profiles.</summary>
    public static string Claiming(string id, string members, params string[] profiles) =>
        $$"""{"resourceType":"Patient","id":"{{id}}","meta":{"profile":[{{string.Join(',', profiles.Select(p => $"\"{Root}{p}\""))}}]},{{members}}}""";
}
