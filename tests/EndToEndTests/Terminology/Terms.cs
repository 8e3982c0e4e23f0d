namespace FhirHub.EndToEndTests.Terminology;

/// <summary>Terminology resources, and what operations answer, in one line each.</summary>
internal static class Terms
{
    public const string Root = "http://terms.example/";

    /// <summary>A tree: A over A1 and A2, A1 over A11; B, abstract, over B1, which is inactive.</summary>
    public static string Diseases(string id, string version = "1.0", string content = "complete", string concepts = "") => $$"""
        {"resourceType":"CodeSystem","id":"{{id}}","url":"{{Root}}{{id}}","version":"{{version}}","name":"Diseases","title":"疾病分类","status":"active","content":"{{content}}",
         "caseSensitive":true,"language":"zh-CN","valueSet":"{{Root}}{{id}}/all","hierarchyMeaning":"is-a",
         "property":[{"code":"chapter","type":"string"},{"code":"inactive","uri":"http://hl7.org/fhir/concept-properties#inactive","type":"boolean"},
                     {"code":"heading","uri":"http://hl7.org/fhir/concept-properties#notSelectable","type":"boolean"}],
         "concept":[{"code":"A","display":"呼吸系统疾病","definition":"All of them","property":[{"code":"chapter","valueString":"X"}],
           "concept":[{"code":"A1","display":"急性上呼吸道感染","designation":[{"language":"en","value":"Acute upper respiratory infection"}],
                       "property":[{"code":"chapter","valueString":"X"}],"concept":[{"code":"A11","display":"急性鼻咽炎"}]},
                      {"code":"A2","display":"肺炎","designation":[{"language":"en","use":{"code":"preferred"},"value":"Pneumonia"}]}]},
          {"code":"B","display":"旧目录","property":[{"code":"heading","valueBoolean":true}],
           "concept":[{"code":"B1","display":"长期咳嗽","property":[{"code":"inactive","valueBoolean":true},{"code":"chapter","valueString":"Y"}]}]}{{concepts}}]}
        """;

    public static string ValueSet(string id, string compose, string version = "1.0") => $$"""
        {"resourceType":"ValueSet","id":"{{id}}","url":"{{Root}}vs/{{id}}","version":"{{version}}","name":"Set","status":"active","compose":{{compose}}}
        """;

    /// <summary>A value set that includes what a filter of a code system selects.</summary>
    public static string Filtered(string id, string system, string property, string op, string value) =>
        ValueSet(id, $$"""{"include":[{"system":"{{Root}}{{system}}","filter":[{"property":"{{property}}","op":"{{op}}","value":"{{value}}"}]}]}""");

    public static async Task PutAsync(this HttpClient http, string resource)
    {
        var json = JsonNode.Parse(resource)!;
        var answer = await http.SendAsync("PUT", $"{json["resourceType"]}/{json["id"]}", resource);
        Assert.That((int)answer.Status, Is.EqualTo(200).Or.EqualTo(201), answer.Text);
    }

    public static async Task<Answer> ExpandAsync(this HttpClient http, string canonical, string parameters = "") =>
        (await http.FetchAsync($"ValueSet/$expand?url={Uri.EscapeDataString(canonical)}{parameters}")).Expect(HttpStatusCode.OK);

    /// <summary>In their order, those below others behind these.</summary>
    public static string[] Codes(this Answer expansion) => [.. Contained(expansion.Json["expansion"]!.AsObject()).Select(c => (string)c["code"]!)];

    public static IEnumerable<JsonObject> Contained(JsonObject around) =>
        (around["contains"]?.AsArray() ?? []).SelectMany(c => Contained(c!.AsObject()).Prepend(c!.AsObject()));

    public static int? Total(this Answer expansion) => (int?)expansion.Json["expansion"]!["total"];

    /// <summary>The value of an answer's parameter; null where it has none of that name.</summary>
    public static JsonNode? Parameter(this Answer answer, string name)
    {
        var found = answer.Json["parameter"]!.AsArray().FirstOrDefault(p => (string?)p!["name"] == name)?.AsObject();
        return found?.First(m => m.Key.StartsWith("value", StringComparison.Ordinal)).Value;
    }

    public static async Task<bool> IsInAsync(this HttpClient http, string canonical, string system, string code, string more = "") =>
        (bool)(await http.FetchAsync(
            $"ValueSet/$validate-code?url={Uri.EscapeDataString(canonical)}&system={Uri.EscapeDataString(system)}&code={Uri.EscapeDataString(code)}{more}"))
            .Expect(HttpStatusCode.OK).Parameter("result")!;
}
