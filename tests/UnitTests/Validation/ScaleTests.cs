using System.Text;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>Time that grows with the body and no faster, by the processor's clock, so that a busy machine does not matter.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class ScaleTests
{
    private const int Times = 8;

    // In proportion it would be Times, each with each Times * Times.
    private const double MostTimes = Times * 3;

    [Test]
    public async Task A_bundle_of_many_resources_takes_time_in_proportion() =>
        Assert.That(await RatioAsync(Bundle, 2000), Is.LessThan(MostTimes));

    [Test]
    public async Task Many_references_to_many_contained_resources_take_time_in_proportion() =>
        Assert.That(await RatioAsync(List, 1000), Is.LessThan(MostTimes));

    [Test]
    public void Invariants_that_have_spent_the_time_of_all_are_not_begun()
    {
        var options = new ValidationOptions { Limits = new ValidationLimits { MaxCalls = 3 } };
        var issues = Validating.Issues(Encoding.UTF8.GetString(Bundle(50)), Definitions(), options);
        Assert.That(issues.Where(i => i.Code == "invariant-not-evaluated").Select(i => i.Diagnostics), Has.Some.Contains("too many steps"));
    }

    private static async Task<double> RatioAsync(Func<int, byte[]> make, int count)
    {
        var definitions = Definitions();
        var validator = new Validator(definitions, new LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        var (few, many) = (make(count), make(count * Times));
        await TimeAsync(validator, few);
        double less = Math.Min((await TimeAsync(validator, few)).TotalSeconds, (await TimeAsync(validator, few)).TotalSeconds);
        return (await TimeAsync(validator, many)).TotalSeconds / less;
    }

    private static async Task<TimeSpan> TimeAsync(Validator validator, byte[] json)
    {
        var before = Environment.CpuUsage.TotalTime;
        var report = await validator.ValidateAsync(json, ValidationOptions.Default, default);
        Assert.That(report.Issues.Select(i => i.Code), Is.All.Not.EqualTo("validation-too-costly"));
        return Environment.CpuUsage.TotalTime - before;
    }

    private static byte[] Bundle(int count)
    {
        const string Observation = """{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueInteger":1,"component":[{"code":{"text":"x"},"valueInteger":1}]}""";
        return Utf8("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[", count, i => $$"""{"fullUrl":"urn:uuid:00000000-0000-4000-8000-{{i:d12}}","resource":{{Observation}}}""", "]}");
    }

    private static byte[] List(int count)
    {
        byte[] contained = Utf8("{\"resourceType\":\"List\",\"status\":\"current\",\"mode\":\"working\",\"contained\":[", count, i => $$"""{"resourceType":"Patient","id":"p{{i}}"}""", "],");
        return [.. contained, .. Utf8("\"entry\":[", count, i => $$$"""{"item":{"reference":"#p{{{i}}}"}}""", "]}")];
    }

    private static byte[] Utf8(string before, int count, Func<int, string> item, string after) =>
        Encoding.UTF8.GetBytes(before + string.Join(',', Enumerable.Range(0, count).Select(item)) + after);
}
