using System.Text;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;

namespace FhirHub.UnitTests.Indexing;

internal sealed class ResourceIndexerTests
{
    private static SearchParameter Custom(string type, string code, SearchParameterType searchType, string expression) => new()
    {
        ResourceType = type, Code = code, Url = "http://example.org/" + code, Type = searchType, Expression = expression,
    };

    [Test]
    public void A_resource_is_in_the_compartments_it_refers_to_and_in_its_own()
    {
        var observation = IndexedResource.Of("Observation", """
            "status":"final","code":{"text":"x"},"subject":{"reference":"Patient/7"},"encounter":{"reference":"Encounter/8"},
            "performer":[{"reference":"Practitioner/9"},{"reference":"http://elsewhere.example.org/Practitioner/10"}],"focus":[{"reference":"Device/11"}]
            """);
        Assert.That(observation.Entries.Tokens.Where(t => t[0] == '@'), Is.EquivalentTo(new[] { "@Patient/7", "@Encounter/8", "@Practitioner/9" }));
        Assert.That(IndexedResource.Of("Patient", "\"active\":true").Entries.Tokens, Has.Some.EqualTo("@Patient/1"));
    }

    [TestCase("Observation", "\"effectivePeriod\":{\"start\":\"2026-01-02T00:00:00Z\",\"end\":\"2026-01-03T00:00:00Z\"}", "2026-01-02T00:00:00Z")]
    [TestCase("Observation", "\"effectiveDateTime\":\"2026-01-02\"", "2026-01-01T16:00:00Z")]
    [TestCase("Observation", "\"status\":\"final\"", null)]
    public void The_primary_date_is_where_it_begins(string type, string members, string? expected)
    {
        var entries = IndexedResource.Of(type, members).Entries;
        Assert.That(entries.HasPrimaryDate, Is.True);
        Assert.That(
            entries.PrimaryDate,
            Is.EqualTo(expected is null ? (long?)null : DateTimeOffset.Parse(expected, null).UtcTicks / TimeSpan.TicksPerMillisecond));
        Assert.That(IndexedResource.Of("Patient", "\"birthDate\":\"1990-01-01\"").Entries.HasPrimaryDate, Is.False);
    }

    [Test]
    public void A_value_without_anything_to_search_is_not_missing()
    {
        var observation = IndexedResource.Of("Observation", """
            "status":"final","code":{},"subject":{"display":"Somebody"}
            """);
        Assert.That(observation.Of("subject"), Is.EqualTo(new[] { ")" }));
        Assert.That(observation.Of("performer"), Is.Empty);
    }

    [Test]
    public void Tags_are_indexed_and_the_id_is_not()
    {
        var patient = IndexedResource.Of("Patient", """
            "id":"1","meta":{"tag":[{"system":"http://t","code":"x"}],"security":[{"system":"http://s","code":"R"}]},"active":true
            """);
        Assert.That(patient.Of("_tag"), Is.EqualTo(new[] { "!http://t|x", "\"x" }));
        Assert.That(patient.Of("_security"), Is.EqualTo(new[] { "!http://s|r", "\"r" }));
        Assert.That(patient.Of("_id"), Is.Empty);
    }

    [TestCase("Patient.name.first().family", "\"name\":[{\"family\":\"Li\"},{\"family\":\"Wu\"}]", "+li")]
    [TestCase("iif(Patient.active, 'yes', 'no')", "\"active\":true", "+yes")]
    [TestCase("Patient.name.given.select($this + 'x')", "\"name\":[{\"given\":[\"A\"]}]", "+ax")]
    [TestCase("Patient.birthDate.extension('http://e').value.ofType(string)", "\"birthDate\":\"1990-01-01\",\"_birthDate\":{\"extension\":[{\"url\":\"http://e\",\"valueString\":\"Dawn\"}]}", "+dawn")]
    [TestCase("Patient.extension('http://e')", "\"extension\":[{\"url\":\"http://e\",\"valueString\":\"Dusk\"},{\"url\":\"http://f\",\"valueString\":\"Noon\"}]", "+dusk")]
    [TestCase("Patient.name.where(use = 'usual' or use = 'nickname').given", "\"name\":[{\"use\":\"usual\",\"given\":[\"A\"]},{\"use\":\"official\",\"given\":[\"B\"]},{\"use\":\"nickname\",\"given\":[\"C\"]}]", "+a,+c")]
    [TestCase("Patient.name.where(period.exists().not()).given", "\"name\":[{\"period\":{\"start\":\"2020\"},\"given\":[\"A\"]},{\"given\":[\"B\"]}]", "+b")]
    [TestCase("Patient.contact[1].name.family", "\"contact\":[{\"name\":{\"family\":\"A\"}},{\"name\":{\"family\":\"B\"}}]", "+b")]
    [TestCase("Patient.name.family.single()", "\"name\":[{\"family\":\"A\"},{\"family\":\"B\"}]", "")]
    public void Custom_expressions_are_followed_simple_or_not(string expression, string members, string entries)
    {
        var catalog = SearchParameterCatalog.R4.With([Custom("Patient", "custom", SearchParameterType.Text, expression)]);
        var patient = IndexedResource.Of("Patient", members, catalog);
        Assert.That(patient.Of("custom").Where(e => e[0] == '+'), Is.EqualTo(entries.Split(',', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Test]
    public void An_answer_of_an_expression_is_a_token()
    {
        var catalog = SearchParameterCatalog.R4.With([Custom("Patient", "reachable", SearchParameterType.Token, "Patient.telecom.where(system='phone').exists()")]);
        Assert.That(IndexedResource.Of("Patient", "\"telecom\":[{\"system\":\"phone\",\"value\":\"1\"}]", catalog).IsFoundBy("reachable", "true"), Is.True);
        Assert.That(IndexedResource.Of("Patient", "\"telecom\":[{\"system\":\"email\",\"value\":\"1\"}]", catalog).IsFoundBy("reachable", "false"), Is.True);
    }

    [Test]
    public void Escaped_member_names_and_values_are_read()
    {
        var patient = IndexedResource.Of("Patient", """
            "\u0067ender":"m\u0061le","identifier":[{"system":"http:\/\/x","value":"a\"b"}]
            """);
        Assert.That(patient.IsFoundBy("gender", "http://hl7.org/fhir/administrative-gender|male"), Is.True);
        Assert.That(patient.IsFoundBy("identifier", "http://x|a\"b"), Is.True);
    }

    [Test]
    public void More_entries_than_a_document_holds_are_refused()
    {
        var value = new string('x', 200);
        var members = new StringBuilder("\"identifier\":[");
        for (var i = 0; i < 15_000; i++)
            members.Append(i == 0 ? "" : ",").Append($$"""{"system":"http://s","value":"{{value}}{{i}}"}""");
        var fault = Assert.Throws<FhirException>(() => IndexedResource.Of("Patient", members.Append(']').ToString()))!;
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.TooLarge));
    }

    [TestCase("Patient.name.first().family")]
    [TestCase("Patient.name.where(extension.exists()).family")]
    [TestCase("Patient.name.where(extension.value = 'x' or extension.url = 'e').family")]
    [TestCase("Patient.name.family | Patient.extension.where(url = 'e').extension.url")]
    public void A_resource_as_deep_as_any_is_indexed(string expression)
    {
        string deep = "{\"url\":\"e\",\"valueString\":\"x\"}";
        for (int level = 0; level < 250; level++)
            deep = $$"""{"url":"e","extension":[{{deep}}]}""";
        var catalog = SearchParameterCatalog.R4.With([Custom("Patient", "custom", SearchParameterType.Text, expression)]);
        var patient = IndexedResource.Of("Patient", $$"""
            "name":[{"extension":[{{deep}}],"family":"Li"}],"extension":[{{deep}}]
            """, catalog);
        Assert.That(patient.Of("custom"), Does.Contain("+li"));
        Assert.That(patient.IsFoundBy("family", "li"), Is.True);
    }

    [Test]
    public void The_position_of_a_contained_place_is_not_that_of_the_resource()
    {
        const string Position = "\"position\":{\"longitude\":116.4,\"latitude\":39.9}";
        Assert.That(IndexedResource.Of("Location", Position).Entries.Position, Is.EqualTo((116.4, 39.9)));
        Assert.That(
            IndexedResource.Of("Location", $$"""
                "contained":[{"resourceType":"Location",{{Position}}}]
                """).Entries.Position,
            Is.Null);
    }
}
