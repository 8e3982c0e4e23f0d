using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FsCheck;
using FsCheck.Fluent;
using static FhirHub.UnitTests.Patching.PatchingText;

namespace FhirHub.UnitTests.Patching;

public sealed class JsonPatchLawTests
{
    [Test]
    public void Add_then_remove_is_the_identity() => Prop.ForAll((NonNull<string> name, int number, NonNull<string> text) =>
    {
        if (name.Get.Any(char.IsSurrogate) || text.Get.Any(char.IsSurrogate) || name.Get is "resourceType" or "v")
            return;
        var resource = new JsonObject { ["resourceType"] = "X", ["v"] = text.Get }.ToJsonString();
        var pointer = "/" + name.Get.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        var patch = new JsonArray(
            new JsonObject { ["op"] = "add", ["path"] = pointer, ["value"] = number },
            new JsonObject { ["op"] = "test", ["path"] = pointer, ["value"] = number },
            new JsonObject { ["op"] = "remove", ["path"] = pointer });

        Assert.That(Apply(PatchFormat.JsonPatch, resource, patch.ToJsonString()), Is.EqualTo(Compact(resource)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Test]
    public void Moving_there_and_back_is_the_identity() => Prop.ForAll((PositiveInt size, NonNegativeInt from, NonNegativeInt to) =>
    {
        var count = (size.Get % 20) + 1;
        var resource = $$"""{"resourceType":"X","v":[{{string.Join(",", Enumerable.Range(0, count))}}]}""";
        var (source, target) = (from.Get % count, to.Get % count);
        var patch = $$"""[{"op":"move","from":"/v/{{source}}","path":"/v/{{target}}"},{"op":"move","from":"/v/{{target}}","path":"/v/{{source}}"}]""";

        Assert.That(Apply(PatchFormat.JsonPatch, resource, patch), Is.EqualTo(resource));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Test]
    public void Random_bytes_are_refused_or_understood_and_nothing_else() => Prop.ForAll((byte[] bytes, PatchFormat format) =>
    {
        if (!Enum.IsDefined(format))
            return;
        Attempt(format, bytes);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Damaged_documents_are_refused_or_understood_and_nothing_else() => Prop.ForAll((PositiveInt position, byte replacement) =>
    {
        var json = Utf8("""[{"op":"add","path":"/name/0/given/-","value":"x"},{"op":"move","from":"/id","path":"/name"},{"op":"test","path":"/a~1b","value":-0.5e2}]""");
        json[position.Get % json.Length] = replacement;
        Attempt(PatchFormat.JsonPatch, json);
        var parameters = Utf8("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"add"},{"name":"path","valueString":"Patient.name.where(use = 'x')[0]"},{"name":"name","valueString":"given"},{"name":"value","valueString":"x"}]}]}""");
        parameters[position.Get % parameters.Length] = replacement;
        Attempt(PatchFormat.FhirPathPatch, parameters);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static void Attempt(PatchFormat format, byte[] patch)
    {
        try
        {
            ResourcePatch.Parse(format, patch).Apply(Utf8("""{"resourceType":"Patient","id":"a","name":[{"use":"x","given":["A"]}]}"""));
        }
        catch (FhirException e)
        {
            Assert.That(e.Issues, Is.Not.Empty);
        }
    }
}
