using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional;

/// <summary>A server with every pack, for a capability of the policies.</summary>
internal abstract class RegionalTests : ServerTests
{
    protected const string OrganizationHeader = "X-FhirHub-Organization";
    protected const string PackHeader = "X-FhirHub-Pack";

    private const string Base = "https://fhirhub.example/fhir/cn-base";

    protected override (string Name, string Value)[] Settings => CompiledPacks.Settings;

    /// <summary>A new institution; its reference.</summary>
    /// <param name="level"><c>tertiary</c>, <c>secondary</c>, <c>primary</c>, <c>village-clinic</c>.</param>
    /// <param name="division">GB/T 2260, a county; by default one that no pack governs.</param>
    /// <param name="ownership"><c>public</c> or <c>private</c>.</param>
    protected async Task<string> NewOrganizationAsync(string level, string division = "110101", string ownership = "public", string name = "示例医院")
    {
        string id = NewId();
        var organization = new JsonObject
        {
            ["resourceType"] = "Organization",
            ["id"] = id,
            ["meta"] = Meta("cn-organization"),
            ["extension"] = new JsonArray(new JsonObject
            {
                ["url"] = $"{Base}/StructureDefinition/division",
                ["valueCoding"] = new JsonObject { ["system"] = "https://fhirhub.example/fhir/cn-base/CodeSystem/gb-t-2260", ["code"] = division },
            }),
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhirhub.example/fhir/sid/institution-registration-number", ["value"] = id }),
            ["active"] = true,
            ["type"] = new JsonArray(Concept("institution-level", level), Concept("institution-ownership", ownership)),
            ["name"] = name,
        };
        (await Http.SendAsync("PUT", $"Organization/{id}", organization.ToJsonString())).Expect(HttpStatusCode.Created);
        return $"Organization/{id}";
    }

    /// <summary>PUTs a resource under a new id; its reference.</summary>
    protected async Task<string> NewAsync(string type, string members)
    {
        string id = NewId();
        (await Http.SendAsync("PUT", $"{type}/{id}", $$"""{"resourceType":"{{type}}","id":"{{id}}",{{members}}}""")).Expect(HttpStatusCode.Created);
        return $"{type}/{id}";
    }

    /// <summary>Calls an operation by POST.</summary>
    /// <param name="path">As <c>Task/1/$accept</c>.</param>
    /// <param name="organization">Who calls, as a reference; null for nobody.</param>
    /// <param name="parameters">Each the members of a parameter: <c>"name":"card","valueString":"1"</c>.</param>
    protected Task<Answer> CallAsync(string path, string? organization, params string[] parameters) => CallAsync(path, organization, [], parameters);

    protected Task<Answer> CallAsync(string path, string? organization, (string Name, string Value)[] headers, params string[] parameters) =>
        Http.SendAsync("POST", path, Parameters(parameters), headers: organization is null ? headers : [.. headers, (OrganizationHeader, organization)]);

    protected static string Parameters(params string[] parameters) => parameters.Length == 0
        ? """{"resourceType":"Parameters"}"""
        : $$"""{"resourceType":"Parameters","parameter":[{{string.Join(',', parameters.Select(p => "{" + p + "}"))}}]}""";

    /// <summary>The first output parameter of a name.</summary>
    protected static JsonNode Output(Answer answer, string name) => Outputs(answer, name)[0];

    protected static IReadOnlyList<JsonNode> Outputs(Answer answer, string name) =>
        [.. answer.Json["parameter"]!.AsArray().Where(p => (string)p!["name"]! == name).Select(p => p!)];

    /// <summary>A refusal by a rule: 422 with its id, both languages and its source.</summary>
    protected static void AssertRefused(Answer answer, string rule)
    {
        answer.Expect(HttpStatusCode.UnprocessableEntity);
        var issue = answer.Issues.FirstOrDefault(i => (string)i["details"]!["coding"]![0]!["code"]! == rule);
        Assert.That(issue, Is.Not.Null, answer.Text);
        Assert.Multiple(() =>
        {
            Assert.That((string)issue!["code"]!, Is.EqualTo("business-rule"));
            Assert.That((string?)issue["details"]!["_text"]?["extension"]?[0]?["extension"]?[1]?["valueString"], Is.Not.Null.And.Not.Empty, "the other language");
            Assert.That((string?)issue["extension"]?[0]?["valueString"], Is.Not.Null.And.Not.Empty, "its source");
        });
    }

    protected static JsonObject Meta(string profile) => new() { ["profile"] = new JsonArray($"{Base}/StructureDefinition/{profile}") };

    protected static JsonObject Concept(string system, string code) =>
        new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = $"{Base}/CodeSystem/{system}", ["code"] = code }) };
}
