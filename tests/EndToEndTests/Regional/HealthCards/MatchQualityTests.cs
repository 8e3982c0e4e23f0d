using System.Text;
using FhirHub.EndToEndTests.Packs;
using FhirHub.Samples;
using FhirHub.Samples.Duplicates;

namespace FhirHub.EndToEndTests.Regional.HealthCards;

/// <summary>How well <c>$match</c> tells duplicates from strangers, on generated residents.</summary>
[TestFixture]
internal sealed class MatchQualityTests : RegionalTests
{
    private const int Residents = 1000;
    private const int Queries = 300;
    private const double LeastPrecision = 0.98;
    private const double LeastRecall = 0.95;

    protected override (string Name, string Value)[] Settings => [("Packs:0", CompiledPacks.Archive("cn-base"))];

    [Test]
    public async Task Duplicates_are_found_and_strangers_are_not()
    {
        var people = Patients(seed: 1, Residents);
        foreach (var part in people.Chunk(250))
            (await Http.SendAsync("POST", string.Empty, TransactionOf(part))).Expect(HttpStatusCode.OK);

        int found = 0, missed = 0, wrong = 0;
        for (int i = 0; i < Queries; i++)
        {
            var original = people[i * Residents / Queries];
            var best = await BestAsync(PatientDuplicates.Of(original, seed: 7, i));
            if (best == original.Id)
                found++;
            else if (best is null)
                missed++;
            else
                wrong++;
        }

        // People of another seed live nowhere here, whatever their ids.
        int strangers = 0;
        var others = Patients(seed: 2, Queries);
        for (int i = 0; i < Queries; i++)
        {
            if (await BestAsync(PatientDuplicates.Of(others[i], seed: 8, i)) is not null)
                strangers++;
        }

        double precision = (double)found / (found + wrong + strangers), recall = (double)found / Queries;
        await TestContext.Out.WriteLineAsync(FormattableString.Invariant(
            $"$match on {Residents} residents: of {Queries} duplicates {found} found, {missed} missed, {wrong} taken for another; of {Queries} strangers {strangers} taken for somebody. Precision {precision:F4}, recall {recall:F4}."));
        Assert.Multiple(() =>
        {
            Assert.That(precision, Is.GreaterThanOrEqualTo(LeastPrecision));
            Assert.That(recall, Is.GreaterThanOrEqualTo(LeastRecall));
        });
    }

    /// <summary>The likeliest resident, where it is probable or certain; null for nobody.</summary>
    private async Task<string?> BestAsync(SampleResource asked)
    {
        var answer = (await Http.SendAsync("POST", "Patient/$match", Parameters($"\"name\":\"resource\",\"resource\":{Encoding.UTF8.GetString(asked.Json.Span)}", "\"name\":\"count\",\"valueInteger\":1")))
            .Expect(HttpStatusCode.OK);
        var best = answer.Entries.FirstOrDefault(e => (string)e["search"]!["mode"]! == "match");
        return (string?)best?["search"]!["extension"]![0]!["valueCode"] is "certain" or "probable" ? (string)best["resource"]!["id"]! : null;
    }

    private static SampleResource[] Patients(long seed, int count) =>
        [.. new SampleData(seed, new SampleOptions { Count = 80 * count }).Resources().Where(r => r.Type == "Patient").Take(count)];

    private static string TransactionOf(IEnumerable<SampleResource> people)
    {
        var entries = people.Select(p => $$"""{"resource":{{Encoding.UTF8.GetString(p.Json.Span)}},"request":{"method":"PUT","url":"Patient/{{p.Id}}"} }""");
        return $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""";
    }
}
