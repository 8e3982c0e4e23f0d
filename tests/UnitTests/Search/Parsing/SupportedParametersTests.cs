using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Parsing;

namespace FhirHub.UnitTests.Search.Parsing;

[TestFixture]
internal sealed class SupportedParametersTests
{
    private static readonly SupportedParameters Supported = new(SearchParameterCatalog.R4);

    [Test]
    public void A_type_has_its_own_parameters_and_those_of_all() => Assert.That(
        Supported.For("Group").Select(p => p.Code),
        Is.EqualTo(new[]
        {
            "_content", "_filter", "_has", "_id", "_lastUpdated", "_list", "_profile", "_security", "_source", "_tag", "_text",
            "actual", "characteristic", "characteristic-value", "code", "exclude", "identifier", "managing-entity", "member", "type", "value",
        }));

    [Test]
    public void Every_reference_can_be_included()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Supported.Includes("Group"), Is.EqualTo(new[] { "*", "Group:*", "Group:managing-entity", "Group:member" }));
            Assert.That(Supported.ReverseIncludes("Group"), Contains.Item("Observation:subject").And.Contains("Provenance:target").And.Not.Contain("Observation:patient"));
        });
    }

    [Test]
    public void Every_inclusion_that_is_listed_is_understood()
    {
        foreach (string type in new[] { "Patient", "Observation", "Medication", "Basic" })
        {
            foreach (string include in Supported.Includes(type))
                Assert.That(Searching.Parse($"{type}?_include={include}").Includes, Is.Not.Empty, include);
            foreach (string include in Supported.ReverseIncludes(type))
                Assert.That(Searching.Parse($"{type}?_revinclude={include}").Includes, Is.Not.Empty, include);
        }
    }

    [Test]
    public void Every_parameter_that_can_be_missing_says_so_on_every_type()
    {
        var failures =
            from type in FhirSchema.R4.Resources.Select(r => r.Name)
            from parameter in Supported.For(type)
            where parameter.Modifiers.Contains("missing") && Failure($"{type}?{parameter.Code}:missing=true") is not null
            select $"{type}.{parameter.Code}";
        Assert.That(failures, Is.Empty);
    }

    [Test]
    public void A_modifier_that_is_not_listed_is_refused()
    {
        foreach (string modifier in new[] { "exact", "contains", "not", "text", "in", "not-in", "above", "below", "of-type", "identifier", "Patient", "[type]" })
        {
            var refused = Supported.For("Observation")
                .Where(p => p.Url is not null && !Listed(p, modifier))
                .Where(p => Failure($"Observation?{p.Code}:{modifier}=a")?.Issues[0].Code != "modifier-unsupported");
            Assert.That(refused.Select(p => p.Code), Is.Empty, modifier);
        }
    }

    [Test]
    public void Common_parameters_work_without_a_type()
    {
        foreach (var parameter in Supported.Common().Where(p => p.Modifiers.Contains("missing")))
            Assert.That(() => Searching.Parse($"?{parameter.Code}:missing=true"), Throws.Nothing, parameter.Code);
    }

    private static bool Listed(SupportedParameter parameter, string modifier) =>
        modifier != "[type]" && parameter.Modifiers.Contains(modifier == "Patient" ? "[type]" : modifier);

    private static FhirException? Failure(string url)
    {
        try
        {
            Searching.Parse(url);
            return null;
        }
        catch (FhirException e)
        {
            return e;
        }
    }
}
