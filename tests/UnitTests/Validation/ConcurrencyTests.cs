using System.Text;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class ConcurrencyTests
{
    private const int Threads = 8;

    /// <summary>Profiles without snapshots, compiled by whoever comes first, while one of them changes again and again.</summary>
    [Test]
    public async Task Eight_threads_find_the_same_while_profiles_change()
    {
        var definitions = Definitions([
            .. Enumerable.Range(0, 12).Select(i => Profile($"p{i}", "Patient", """{"id":"Patient.name","path":"Patient.name","min":1,"constraint":[{"key":"n-1","severity":"error","human":"x","expression":"family.lower().length() > 2"}]}""")),
        ]);
        var changing = Profile("p0", "Patient", """{"id":"Patient.name","path":"Patient.name","min":1}""");
        var validator = new Validator(definitions, new LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        using var start = new Barrier(Threads);
        var wrong = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            start.SignalAndWait();
            var found = new List<string>();
            for (var round = 0; round < 60; round++)
            {
                if (thread == 0 && round % 10 == 0)
                    definitions.Add(Encoding.UTF8.GetBytes(changing));
                var id = 1 + ((round + thread) % 11);
                var (body, expected) = round % 2 == 0 ? ("""{"resourceType":"Patient","active":true}""", "missing-element") : ("""{"resourceType":"Patient","name":[{"family":"Li"}]}""", "n-1");
                var report = await validator.ValidateAsync(Encoding.UTF8.GetBytes(body), new ValidationOptions { Profiles = [Url($"p{id}")] }, CancellationToken.None);
                if (string.Join(',', report.Issues.Select(i => i.Code)) is var codes && codes != expected)
                    found.Add($"p{id}: {codes}");
            }
            return found;
        })));
        Assert.That(wrong.SelectMany(w => w), Is.Empty);
    }
}
