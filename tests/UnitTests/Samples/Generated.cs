using System.Text.Json;
using FhirHub.Samples;

namespace FhirHub.UnitTests.Samples;

/// <summary>What the generator gave for one seed, once for all tests.</summary>
internal static class Generated
{
    public const int Count = 20_000;
    private static readonly Lazy<IReadOnlyList<SampleResource>> Lazily = new(() => [.. Of(1, Count)]);

    public static IReadOnlyList<SampleResource> All => Lazily.Value;

    public static IEnumerable<SampleResource> Of(long seed, int count) => new SampleData(seed, new SampleOptions { Count = count }).Resources();

    /// <summary>The resources of a type as JSON.</summary>
    public static IEnumerable<JsonElement> Each(string type) => All.Where(r => r.Type == type).Select(r => JsonDocument.Parse(r.Json).RootElement);

    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;

    /// <summary>The value of an identifier of a system; null where there is none.</summary>
    public static string? Identifier(this JsonElement resource, string system) => resource.TryGetProperty("identifier", out var all)
        ? all.EnumerateArray().Where(i => i.Text("system") == system).Select(i => i.Text("value")).FirstOrDefault()
        : null;
}
