using FhirHub.EndToEndTests.Packs;
using FhirHub.Regional.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional;

/// <summary>Operations and their definitions say the same.</summary>
[TestFixture]
internal sealed class OperationDefinitionTests : RegionalTests
{
    /// <summary>What tells nothing about anybody leaves no trace: sources, a place in a queue, numbers of a month.</summary>
    private static readonly string[] ToldOfNobody = ["find", "queue-position", "referral-report", "recognition-measures", "notifications"];

    private IReadOnlyList<OperationSignature> Signatures => [.. Server.Services.GetServices<IRegionalOperation>().Select(o => o.Signature)];

    [Test]
    public async Task Each_operation_is_called_as_its_definition_says()
    {
        Assert.That(Signatures, Is.Not.Empty);
        foreach (var signature in Signatures)
        {
            var definition = (await Http.FetchAsync($"OperationDefinition?url={signature.Definition}")).Entries.Single()["resource"]!;
            Assert.Multiple(() =>
            {
                Assert.That((string)definition["code"]!, Is.EqualTo(signature.Code), signature.Id);
                Assert.That((string?)definition["resource"]?[0] ?? string.Empty, Is.EqualTo(signature.Type), signature.Id);
                Assert.That((bool)definition["system"]!, Is.EqualTo(signature.Level.HasFlag(OperationLevel.System)), signature.Id);
                Assert.That((bool)definition["type"]!, Is.EqualTo(signature.Level.HasFlag(OperationLevel.Type)), signature.Id);
                Assert.That((bool)definition["instance"]!, Is.EqualTo(signature.Level.HasFlag(OperationLevel.Instance)), signature.Id);
                Assert.That((bool)definition["affectsState"]!, Is.EqualTo(signature.AffectsState), signature.Id);
                Assert.That(signature.TraceEvent is not null, Is.EqualTo(signature.AffectsState || !ToldOfNobody.Contains(signature.Code)), signature.Id);
            });
        }
    }

    [Test]
    public async Task Faults_of_parameters_are_told_in_both_languages()
    {
        foreach (var signature in Signatures)
        {
            string path = signature.Level switch
            {
                OperationLevel.System => $"${signature.Code}",
                OperationLevel.Instance => $"{signature.Type}/1/${signature.Code}",
                _ => $"{signature.Type}/${signature.Code}",
            };
            string? caller = signature.NeedsOrganization ? await NewOrganizationAsync("secondary") : null;
            foreach (var answer in new[] { await CallAsync(path, caller, "\"name\":\"no-such\",\"valueString\":\"x\""), await CallAsync(path, "Organization/none") })
            {
                answer.Expect(HttpStatusCode.BadRequest);
                foreach (var issue in answer.Issues)
                    Assert.That((string?)issue["details"]!["_text"]?["extension"]?[0]?["extension"]?[1]?["valueString"], Does.Match(@"\p{IsCJKUnifiedIdeographs}"), answer.Text);
            }
        }
    }

    [Test]
    public async Task The_statement_lists_each_operation_once_its_definition_is_installed()
    {
        await using var bare = await TestServer.StartAsync();
        string[] with = await ListedAsync(Http), without = await ListedAsync(bare.Http);
        Assert.Multiple(() =>
        {
            Assert.That(Signatures.Select(s => s.Definition), Is.SubsetOf(with));
            Assert.That(Signatures.Select(s => s.Definition).Intersect(without), Is.Empty);
        });
    }

    [Test]
    public async Task Without_its_definition_an_operation_says_which_is_missing()
    {
        await using var bare = await TestServer.StartAsync();
        var signature = Signatures.First(s => s.Level == OperationLevel.Instance && s is { AffectsState: true, NeedsOrganization: false });
        var answer = (await bare.Http.SendAsync("POST", $"{signature.Type}/1/${signature.Code}", Parameters())).Expect(HttpStatusCode.BadRequest);
        Assert.That(answer.IssueCodes, Is.EqualTo(new[] { "pack-missing" }));
    }

    [TestCase("many")]
    [TestCase("99999999999")]
    [TestCase("-1")]
    public async Task A_definition_of_no_pack_stops_no_operation(string max)
    {
        var stored = new List<string>();
        foreach (string url in (string[])["http://hospital.example/od", Check])
        {
            stored.Add(await NewAsync("OperationDefinition", $$"""
                "url":"{{url}}","version":"0.0.1","name":"Own","status":"active","kind":"operation","code":"own","system":false,"type":true,"instance":false,
                "parameter":[{"name":"evil","use":"in","min":1,"max":"{{max}}","type":"string"}]
                """));
        }

        Assert.That(await CodesOfCallAsync(), Does.Not.Contain("operation-invalid").And.Not.Contain("parameter-missing"));
        (await CallAsync("Patient/none/$suspend-health-card", null, """ "name":"reason","valueString":"x" """)).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        foreach (string reference in stored)
            await Http.SendAsync("DELETE", reference);
    }

    [Test]
    public async Task A_definition_of_a_pack_that_nobody_can_follow_stops_its_own_operation_alone()
    {
        const string Path = "OperationDefinition/check-duplicate";
        string good = (await Http.FetchAsync(Path)).Expect(HttpStatusCode.OK).Text;
        var bad = JsonNode.Parse(good)!;
        bad["parameter"]![0]!["max"] = "many";
        (await Http.SendAsync("PUT", Path, bad.ToJsonString())).Expect(HttpStatusCode.OK);
        try
        {
            Assert.That(await CodesOfCallAsync(), Is.EqualTo(new[] { "operation-invalid" }));
            (await CallAsync("Patient/none/$suspend-health-card", null, """ "name":"reason","valueString":"x" """)).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        }
        finally
        {
            (await Http.SendAsync("PUT", Path, good)).Expect(HttpStatusCode.OK);
        }

        Assert.That(await CodesOfCallAsync(), Does.Not.Contain("operation-invalid"));
    }

    private const string Check = "https://fhirhub.example/fhir/cn-base/OperationDefinition/check-duplicate";

    private async Task<string[]> CodesOfCallAsync() => (await CallAsync("ServiceRequest/none/$check-duplicate", null)).IssueCodes;

    private static async Task<string[]> ListedAsync(HttpClient http)
    {
        var statement = (await http.FetchAsync("metadata")).Expect(HttpStatusCode.OK).Json;
        var rest = statement["rest"]![0]!;
        return [.. rest["resource"]!.AsArray().Append(rest).SelectMany(r => r!["operation"]?.AsArray() ?? []).Select(o => (string)o!["definition"]!)];
    }
}
