using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Operations;

namespace FhirHub.UnitTests.Terminology;

/// <summary>A version that is asked for is the one that answers, or a fault.</summary>
[TestFixture]
internal sealed class VersionTests
{
    private const string System = Known.Root + "tree";

    private static readonly Known Server = Known.Of(
        Known.System("tree", """{"code":"A","concept":[{"code":"A1"}]}"""),
        Known.Set("all", $$"""{"include":[{"system":"{{System}}"}]}"""),
        Known.Set("listed", $$"""{"include":[{"system":"{{System}}","concept":[{"code":"A"}]}]}"""),
        Known.Set("other", $$"""{"include":[{"system":"{{System}}","version":"99","concept":[{"code":"A"}]}]}"""));

    [Test]
    public async Task The_resource_in_the_path_has_the_version_asked_for()
    {
        await RefusedAsync(() => Server.ExpandAsync("ValueSet/all-1.0", ["valueSetVersion", "77"]), "parameter-conflict");
        await RefusedAsync(() => Server.ValidateInSetAsync("ValueSet/all-1.0", "valueSetVersion", "3", "system", System, "code", "A"), "parameter-conflict");
        await RefusedAsync(() => Server.ValidateInSystemAsync("CodeSystem/tree", "version", "9", "code", "A"), "parameter-conflict");
        await RefusedAsync(() => Server.SubsumesAsync("CodeSystem/tree", "version", "9", "codeA", "A", "codeB", "A1"), "parameter-conflict");
    }

    [Test]
    public async Task The_right_version_is_taken()
    {
        Assert.That(Known.Codes(await Server.ExpandAsync("ValueSet/all-1.0", ["valueSetVersion", "1.0"])), Is.EqualTo("A A1"));
        Assert.That(Known.Result(await Server.ValidateInSystemAsync("CodeSystem/tree", "version", "1.0", "code", "A")), Is.True);
        Assert.That(Known.Result(await Server.ValidateInSetAsync(null, "url", Known.Root + "vs/all", "system", System, "systemVersion", "1.0", "code", "A")), Is.True);
    }

    [Test]
    public async Task A_code_system_that_is_not_known_in_a_version_tells_nothing_of_it()
    {
        await RefusedAsync(() => Server.ValidateInSetAsync(null, "url", Known.Root + "vs/all", "system", System, "systemVersion", "9", "code", "A"), "code-system-unknown");
        await RefusedAsync(() => Server.ExpandAsync("url", Known.Root + "vs/listed", "force-system-version", $"{System}|99"), "value-set-open");
        await RefusedAsync(() => Server.ExpandAsync("url", Known.Root + "vs/other"), "value-set-open");
        await RefusedAsync(() => Server.ValidateInSetAsync(null, "url", Known.Root + "vs/other", "system", System, "code", "A"), "value-set-open");
    }

    [TestCase("1.0.0-beta", "1.0.0")]
    [TestCase("1.0.0", "1.0.1")]
    [TestCase("2.9", "2.10")]
    [TestCase("2023", "2024-01")]
    [TestCase("1.0.0-a", "1.0.0-b")]
    [TestCase("1", "2-x")]
    [TestCase(null, "1")]
    [TestCase("1.0", "1.0.1")]
    public void Profiles_and_terms_agree_on_the_newest(string? older, string? newer)
    {
        Assert.That(VersionOrder.Instance.Compare(older, newer), Is.Negative);
    }

    [TestCase("filter", "valueBoolean")]
    [TestCase("property", "valueInteger")]
    [TestCase("count", "valueString")]
    [TestCase("activeOnly", "valueString")]
    [TestCase("valueSet", "valueString")]
    [TestCase("coding", "valueCodeableConcept")]
    public void A_parameter_has_its_type(string name, string member) =>
        Assert.That(Assert.Throws<FhirException>(() => ArgumentTypes.Check(name, member, "Parameters.parameter[0]"))!.Issues[0].Code, Is.EqualTo("parameter-invalid"));

    [TestCase("010")]
    [TestCase("0010")]
    public async Task Zeros_in_front_of_a_number_do_no_harm(string count)
    {
        var expansion = await Server.ExpandAsync("url", Known.Root + "vs/all", "count", count, "offset", "00");
        Assert.That(Known.Codes(expansion), Is.EqualTo("A A1"));
        var told = expansion.GetProperty("expansion").GetProperty("parameter").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "count");
        Assert.That(told.GetProperty("valueInteger").GetInt32(), Is.EqualTo(10));
    }

    [Test]
    public async Task A_filter_has_a_length()
    {
        await RefusedAsync(() => Server.ExpandAsync("url", Known.Root + "vs/all", "filter", new string('x', 501)), "parameter-invalid");
    }

    private static async Task RefusedAsync(Func<Task> operation, string issue) =>
        Assert.That((await Known.FaultAsync(operation)).Issues[0].Code, Is.EqualTo(issue));
}
