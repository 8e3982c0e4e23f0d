using FhirHub.Engine.Conformance;

namespace FhirHub.UnitTests.Conformance;

internal sealed class FhirSchemaTests
{
    private static FhirSchema R4 => FhirSchema.R4;

    [Test]
    public void R4_has_146_resources_that_can_be_instantiated()
    {
        Assert.That(R4.Resources, Has.Count.EqualTo(146));
        Assert.That(R4.Resources.Select(r => r.Name), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(R4.FindResource("DomainResource"), Is.Null);
    }

    [Test]
    public void Elements_stand_in_definition_order()
    {
        var names = R4.FindType("Patient")!.Elements.Select(e => e.Name).Take(10);
        Assert.That(names, Is.EqualTo(new[]
        {
            "id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension", "identifier", "active",
        }));
    }

    [TestCase("valueQuantity", "Quantity")]
    [TestCase("valueCodeableConcept", "CodeableConcept")]
    [TestCase("valueDateTime", "dateTime")]
    public void A_choice_goes_by_one_name_for_each_type(string name, string type)
    {
        var property = R4.FindType("Observation")!.FindProperty(name)!;
        Assert.That(property.Type.Name, Is.EqualTo(type));
        Assert.That(property.Element.Path, Is.EqualTo("Observation.value[x]"));
    }

    [TestCase("value")]
    [TestCase("valueMoney")]
    [TestCase("_status")]
    [TestCase("")]
    public void Other_names_are_not_found(string name) =>
        Assert.That(R4.FindType("Observation")!.FindProperty(name), Is.Null);

    [Test]
    public void Every_name_of_every_type_is_found()
    {
        foreach (var type in R4.Types)
            foreach (var property in type.Elements.SelectMany(e => e.Properties))
                Assert.That(type.FindProperty(property.Name), Is.SameAs(property), property.ToString());
    }

    [Test]
    public void A_content_reference_is_resolved_to_the_type_it_names()
    {
        var item = R4.FindType("Questionnaire")!.FindProperty("item")!.Type;
        Assert.That(item.Kind, Is.EqualTo(TypeKind.Backbone));
        Assert.That(item.FindProperty("item")!.Type, Is.SameAs(item));
    }

    [Test]
    public void Ids_of_resources_are_ids_and_ids_of_elements_are_attributes()
    {
        var resource = R4.FindType("Patient")!.FindProperty("id")!;
        var element = R4.FindType("HumanName")!.FindProperty("id")!;
        var url = R4.FindType("Extension")!.FindProperty("url")!;
        Assert.Multiple(() =>
        {
            Assert.That((resource.Type.Name, resource.HasSibling, resource.Element.IsXmlAttribute), Is.EqualTo(("id", true, false)));
            Assert.That((element.Type.Name, element.HasSibling, element.Element.IsXmlAttribute), Is.EqualTo(("string", false, true)));
            Assert.That((url.Type.Name, url.HasSibling, url.Element.IsXmlAttribute, url.Element.Min), Is.EqualTo(("uri", false, true, 1)));
        });
    }

    [Test]
    public void A_primitive_has_the_elements_of_its_sibling() =>
        Assert.That(R4.FindType("date")!.Elements.Select(e => e.Name), Is.EqualTo(new[] { "id", "extension" }));

    [Test]
    public void The_narrative_is_xhtml_without_a_sibling()
    {
        var div = R4.FindType("Narrative")!.FindProperty("div")!;
        Assert.That((div.Element.IsXhtml, div.HasSibling, div.Type.Primitive), Is.EqualTo((true, false, PrimitiveKind.Xhtml)));
    }

    [Test]
    public void Required_codes_are_enumerated_across_included_systems()
    {
        var gender = R4.FindType("Patient")!.FindElement("gender")!.RequiredCodes!;
        Assert.That(gender.Codes, Is.EquivalentTo(new[] { "male", "female", "other", "unknown" }));
        Assert.That((gender.Contains("male"u8), gender.Contains("Male"u8), gender.Contains("")), Is.EqualTo((true, false, false)));
    }

    [TestCase("Attachment", "contentType")]
    [TestCase("Patient", "language")]
    public void Codes_that_nobody_can_enumerate_are_left_open(string type, string element) =>
        Assert.That(R4.FindType(type)!.FindElement(element)!.RequiredCodes, Is.Null);

    [Test]
    public void Most_required_bindings_of_codes_are_enumerated()
    {
        var bound = R4.Types.SelectMany(t => t.Elements).Where(e => e.RequiredCodes is not null).Select(e => e.RequiredCodes!.ValueSet).Distinct();
        Assert.That(bound.Count(), Is.GreaterThan(200));
    }

    [Test]
    public void References_know_their_targets()
    {
        var subject = R4.FindType("Observation")!.FindElement("subject")!;
        Assert.That(subject.ReferenceTargets, Is.EqualTo(new[] { "Patient", "Group", "Device", "Location" }));
        Assert.That(R4.FindType("Observation")!.FindElement("focus")!.ReferenceTargets, Is.Empty, "any resource");
    }

    [Test]
    public void Inheritance_is_known()
    {
        Assert.Multiple(() =>
        {
            Assert.That(R4.FindType("Patient")!.Is("DomainResource"));
            Assert.That(R4.FindType("Bundle")!.Is("DomainResource"), Is.False);
            Assert.That(R4.FindType("Age")!.Is("Quantity"));
            Assert.That(R4.FindType("Patient.contact")!.Is("BackboneElement"));
        });
    }

    [Test]
    public void Finding_a_property_allocates_nothing()
    {
        var type = R4.FindType("Observation")!;
        type.FindProperty("valueQuantity"u8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            type.FindProperty("valueQuantity"u8);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100));
    }
}
