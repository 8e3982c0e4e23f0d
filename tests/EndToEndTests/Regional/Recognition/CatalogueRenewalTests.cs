using FhirHub.Engine.Terminology;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary>The catalogue is made of a code system, its supplements and the maps that lead to it: of nothing else.</summary>
[TestFixture]
internal sealed class CatalogueRenewalTests : RecognitionTests
{
    [Test]
    public async Task What_has_nothing_to_do_with_the_catalogue_leaves_it_as_it_is()
    {
        var before = await ListAsync();
        await NewAsync("CodeSystem", """ "url":"https://other.example/codes","status":"active","content":"complete","concept":[{"code":"a"}] """);
        await NewAsync("ValueSet", """ "url":"https://other.example/set","status":"active","compose":{"include":[{"system":"https://other.example/codes"}]} """);
        await NewAsync("ConceptMap", """
            "url":"https://other.example/map","status":"active","group":[{"source":"https://other.example/codes","target":"https://other.example/more","element":[{"code":"a","target":[{"code":"b","equivalence":"equivalent"}]}]}]
            """);
        Assert.That(await ListAsync(), Is.SameAs(before));
    }

    [Test]
    public async Task A_map_that_leads_to_it_or_a_supplement_renews_it()
    {
        var before = await ListAsync();
        await NewAsync("ConceptMap", $$"""
            "url":"https://hospital.example/renewing","status":"active","group":[{"source":"https://hospital.example/codes","target":"{{Items}}","element":[{"code":"CT","target":[{"code":"ct-head","equivalence":"equivalent"}]}]}]
            """);
        var mapped = await ListAsync();
        await NewAsync("CodeSystem", $$"""
            "url":"https://hospital.example/supplement","status":"active","content":"supplement","supplements":"{{Items}}","concept":[{"code":"ct-head","property":[{"code":"fee","valueDecimal":1}]}]
            """);
        Assert.Multiple(async () =>
        {
            Assert.That(mapped, Is.Not.SameAs(before));
            Assert.That(await ListAsync(), Is.SameAs(mapped), "a supplement that no pack holds");
        });
    }

    private async Task<object?> ListAsync() => await Server.Services.GetRequiredService<ConceptBook>().FindAsync(Items, [], CancellationToken.None);
}
