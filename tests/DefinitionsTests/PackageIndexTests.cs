using System.Text.Json.Nodes;
using FhirHub.Definitions.Packs;

namespace FhirHub.DefinitionsTests;

public sealed class PackageIndexTests
{
    [Test]
    public void The_index_says_of_each_resource_what_tools_look_up()
    {
        using var folder = new TemporaryFolder();
        folder.Write("StructureDefinition-a.json", """{"resourceType":"StructureDefinition","id":"a","url":"urn:a","version":"1","kind":"resource","type":"Patient","name":"A"}""");
        folder.Write("package.json", "{}");

        var files = JsonNode.Parse(PackageIndex.Of(folder.Path))!["files"]!.AsArray();

        Assert.That(files.Single()!.ToJsonString(), Is.EqualTo(
            """{"filename":"StructureDefinition-a.json","resourceType":"StructureDefinition","id":"a","url":"urn:a","version":"1","kind":"resource","type":"Patient"}"""));
    }

    [Test]
    public void A_type_that_is_no_text_is_left_out()
    {
        using var folder = new TemporaryFolder();
        folder.Write("OperationDefinition-b.json", """{"resourceType":"OperationDefinition","id":"b","kind":"operation","type":true}""");

        var file = JsonNode.Parse(PackageIndex.Of(folder.Path))!["files"]![0]!.AsObject();

        Assert.That(file.ContainsKey("type"), Is.False);
    }
}
