using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;

namespace FhirHub.UnitTests.Patching;

/// <summary>Patching in terms of strings.</summary>
internal static class PatchingText
{
    public static string Apply(PatchFormat format, string resource, string patch) =>
        Encoding.UTF8.GetString(ResourcePatch.Parse(format, Utf8(patch)).Apply(Utf8(resource)));

    public static FhirException Refusal(PatchFormat format, string resource, string patch) =>
        Assert.Throws<FhirException>(() => Apply(format, resource, patch))!;

    public static FhirException ParseRefusal(PatchFormat format, string patch) =>
        Assert.Throws<FhirException>(() => ResourcePatch.Parse(format, Utf8(patch)))!;

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Compact(string json) => Encoding.UTF8.GetString(PatchJson.Write(JsonNode.Parse(json)));
}
