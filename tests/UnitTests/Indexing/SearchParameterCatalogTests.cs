using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Extraction;
using FhirHub.Engine.Indexing.Parameters;
using FhirHub.Engine.Indexing.Paths;

namespace FhirHub.UnitTests.Indexing;

internal sealed class SearchParameterCatalogTests
{
    private static readonly SearchParameterCatalog R4 = SearchParameterCatalog.R4;

    [Test]
    public void Every_definition_of_R4_is_there_for_each_of_its_types()
    {
        var missing =
            from definition in FhirDefinitions.All.Where(d => d.Type == "SearchParameter")
            let json = SearchParameterJson.Parse(FhirDefinitions.Read(definition))
            from type in json.Types()
            where R4.Find(type.Name, json.Code!)?.Url != json.Url
            select $"{type.Name}.{json.Code}";
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Parameters_of_all_resources_are_there_for_each_type([Values("_id", "_lastUpdated", "_tag", "_profile", "_security", "_source", "_has", "_list", "_filter")] string code) =>
        Assert.That(FhirSchema.R4.Resources.Where(t => R4.Find(t.Name, code) is null), Is.Empty);

    [Test]
    public void An_expression_of_many_types_is_cut_to_one()
    {
        Assert.That(R4.Find("Encounter", "date")!.Expression, Is.EqualTo("Encounter.period"));
        Assert.That(R4.Find("RiskAssessment", "date")!.Expression, Is.EqualTo("(RiskAssessment.occurrence as dateTime)"));
        Assert.That(R4.Find("Patient", "_tag")!.Expression, Is.EqualTo("Resource.meta.tag"));
    }

    [Test]
    public void Only_age_has_no_expression_among_the_parameters_of_single_types() =>
        Assert.That(
            FhirSchema.R4.Resources.SelectMany(t => R4.For(t.Name)).Where(p => p.Expression is null && !p.Code.StartsWith('_')).Select(p => p.Prefix),
            Is.EqualTo(new[] { "Patient.age" }));

    [Test]
    public void A_parameter_that_keeps_references_to_patients_leads_to_patients_alone() =>
        Assert.That(R4.Find("Observation", "patient")!.Targets, Is.EqualTo(new[] { "Patient" }));

    [Test]
    public void A_primary_date_is_a_date_parameter_whose_element_occurs_at_most_once()
    {
        foreach (var type in FhirSchema.R4.Resources.Where(t => SearchParameterCatalog.PrimaryDate(t.Name) is not null))
        {
            var parameter = R4.Find(type.Name, SearchParameterCatalog.PrimaryDate(type.Name)!);
            Assert.That(parameter?.Type, Is.EqualTo(SearchParameterType.Date), type.Name);
            var steps = PathParser.Paths(type, parameter!.Expression!)!.Single().Steps.OfType<ChildStep>();
            var at = type;
            foreach (var step in steps)
            {
                var element = at.FindElement(step.Name)!;
                Assert.That(element.IsArray, Is.False, element.Path);
                at = element.Types[0];
            }
        }
    }

    [Test]
    public void Every_type_compiles() =>
        Assert.That(
            () => FhirSchema.R4.Resources.Select(t => TypePlanBuilder.Build(t, R4, new(new()))).ToList(),
            Throws.Nothing);

    [Test]
    public void Compartments_are_those_of_R4()
    {
        Assert.That(Compartments.Types, Is.EqualTo(new[] { "Device", "Encounter", "Patient", "Practitioner", "RelatedPerson" }));
        Assert.That(Compartments.Parameters("Patient", "Observation"), Is.EquivalentTo(new[] { "subject", "performer" }));
        Assert.That(Compartments.Parameters("Patient", "Organization"), Is.Empty);
    }

    [Test]
    public void A_catalog_with_more_leaves_the_first_as_it_was()
    {
        var added = R4.Find("Patient", "name")! with { Code = "nick", Url = "http://example.org/nick" };
        var more = R4.With([added]);
        Assert.That(more.Find("Patient", "nick"), Is.EqualTo(added));
        Assert.That(more.Defining("http://example.org/nick"), Is.EqualTo(new[] { added }));
        Assert.That(R4.Find("Patient", "nick"), Is.Null);
    }
}
