using FhirHub.Engine.Patching;
using static FhirHub.UnitTests.Patching.FhirPathPatchTests;
using static FhirHub.UnitTests.Patching.PatchingText;

namespace FhirHub.UnitTests.Patching;

/// <summary>What a FHIRPath Patch may cost.</summary>
public sealed class FhirPathPatchBoundsTests
{
    [Test]
    public void A_path_that_searches_without_end_is_stopped()
    {
        var path = "true";
        for (var i = 0; i < 12; i++)
            path = $"%resource.identifier.where({path}).count() > 9999";
        path = $"Patient.identifier.where({path})";

        Refused("patch-path-too-costly", Identifiers, Op("delete", path));
    }

    [Test]
    public void Searching_a_large_resource_again_and_again_is_stopped()
    {
        var patch = ResourcePatch.Parse(PatchFormat.FhirPathPatch, Utf8(Patch([Op("delete", "Patient.photo.first()"), Op("delete", "Patient.photo.first()")])), new PatchLimits { MaxSearchedBytes = 150 });

        Assert.That(Assert.Throws<FhirHub.Engine.Errors.FhirException>(() => patch.Apply(Utf8(Identifiers)))!.Issues[0].Code, Is.EqualTo("patch-path-too-costly"));
    }

    // Measuring, copying or passing the whole list at each of a thousand operations would take minutes.
    [Test]
    public void Operations_on_a_long_list_do_not_walk_it()
    {
        const int count = 200_000;
        var items = string.Join(",", Enumerable.Repeat("""{"value":"0"}""", count));
        string[] operations =
        [
            .. Enumerable.Range(0, 200).Select(i => Op("replace", $"Patient.identifier[{count - 1 - i}].value", Value("String", "\"r\""))),
            .. Enumerable.Range(0, 200).Select(i => Op("replace", $"Patient.identifier[{i}]", Value("Identifier", """{"value":"c"}"""))),
            .. Enumerable.Repeat(Op("insert", "Patient.identifier", Integer("index", count / 2), Value("Identifier", """{"value":"i"}""")), 200),
            .. Enumerable.Repeat(Move(count, 0), 200),
            .. Enumerable.Repeat(Op("delete", $"Patient.identifier[{count / 4}]"), 200),
        ];

        var values = Values(Patched($$"""{"resourceType":"Patient","identifier":[{{items}}]}""", operations)).Split(',');

        Assert.That(
            (values.Length, values.Count(v => v == "r"), values.Count(v => v == "c"), values.Count(v => v == "i")),
            Is.EqualTo((count, 200, 200, 200)));
    }

    // The place has 10 objects and arrays around it: the outermost object, and four times a list and an extension in it, and one list more.
    [TestCase("add", 11, true)]
    [TestCase("add", 10, false)]
    [TestCase("insert", 11, true)]
    [TestCase("insert", 10, false)]
    public void What_is_inserted_may_not_nest_too_deep_where_it_goes(string type, int limit, bool accepted)
    {
        const string value = """{"name":"value","part":[{"name":"url","valueUri":"v"}]}""";
        const string place = "Patient.extension[0].extension[0].extension[0].extension[0]";
        var operation = type == "add" ? Add(place, "extension", value) : Op("insert", place + ".extension", Integer("index", 0), value);
        var stored = Utf8("{\"resourceType\":\"Patient\"," + string.Concat(Enumerable.Repeat("\"extension\":[{\"url\":\"u\",", 4)) + "\"id\":\"x\"" + string.Concat(Enumerable.Repeat("}]", 4)) + "}");
        var patch = ResourcePatch.Parse(PatchFormat.FhirPathPatch, Utf8(Patch([operation])), new PatchLimits { MaxDepth = limit });

        if (accepted)
            Assert.DoesNotThrow(() => patch.Apply(stored));
        else
            Assert.That(Assert.Throws<FhirHub.Engine.Errors.FhirException>(() => patch.Apply(stored))!.Issues[0].Code, Is.EqualTo("patch-too-deep"));
    }

    // Unions compare each item with every other, which in these 85 KB takes some ten seconds within one call of the engine.
    [TestCase("(Patient.identifier | Patient.identifier).where(value = 'x')")]
    [TestCase("Patient.identifier.where(%resource.identifier ~ %resource.identifier)")]
    [TestCase("Patient.identifier.where(%rootResource.identifier.count() = 1)")]
    public void Comparing_all_items_of_a_large_resource_with_each_other_is_refused(string path)
    {
        var large = $$"""{"resourceType":"Patient","identifier":[{{string.Join(",", Enumerable.Range(0, 5000).Select(i => $"{{\"value\":\"{i}\"}}"))}}]}""";

        Refused("patch-path-too-costly", large, Op("delete", path));
    }
}
