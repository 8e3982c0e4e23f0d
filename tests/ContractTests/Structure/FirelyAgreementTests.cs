using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;

namespace FhirHub.ContractTests.Structure;

/// <summary>The reader against Firely's strict parser: they agree, or the difference is explained.</summary>
internal sealed class FirelyAgreementTests
{
    /// <summary>Codes that, where the two disagree, are the reader's alone.</summary>
    private static readonly Dictionary<string, string> Stricter = new()
    {
        ["control-character"] = "https://hl7.org/fhir/R4/datatypes.html#string forbids them; Firely lets them pass",
        ["invalid-uri"] = "white space is against \\S*; Firely lets it pass",
        ["invalid-canonical"] = "white space is against \\S*; Firely lets it pass",
        ["unknown-element _"] = "ids of elements, urls of extensions and the narrative are bare values: no _id, _url, _div; Firely reads these",
        ["invalid-element-id"] = "the definition of Element.id forbids spaces; Firely lets them pass",
    };

    /// <summary>Firely's error codes that, where the two disagree, are Firely's alone.</summary>
    private static readonly Dictionary<string, string> Looser = new()
    {
        ["PVAL115"] = "an empty narrative is against the invariant txt-2, which is checked with the invariants",
        ["PVAL123"] = "a decimal of any magnitude is legal; Firely's type ends at 28 digits",
        ["PVAL124"] = "a uri may be any text without white space; Firely parses urn:uuid and urn:oid in it",
    };

    [Test]
    public void Every_official_file_is_judged_alike_or_the_difference_is_listed()
    {
        var differences = R4Package.Files
            .AsParallel()
            .Select(file => (Name: Path.GetFileName(file), Json: File.ReadAllBytes(file)))
            .Where(f => FhirJsonReader.Read(f.Json, ReadLimits.Default).Resource is null != FirelyOracle.Refusal(f.Json).Count > 0)
            .Select(f => f.Name)
            .ToList();
        Assert.That(differences, Is.EquivalentTo(R4Package.Golden("firely-differences.txt").Keys));
    }

    [Test]
    public void Mutated_examples_are_judged_alike_or_for_a_reason_that_is_listed()
    {
        var judged = Enumerable.Range(0, 5000).AsParallel().Select(seed => Compare(new Mutation(seed).Apply(R4Package.SmallInstances))).ToList();
        var reasons = judged.SelectMany(j => j.Reasons).Distinct();
        Assert.Multiple(() =>
        {
            Assert.That(judged.Count(j => j is { Accepted: true, Reasons.Count: 0 }), Is.GreaterThan(500), "mutations that stay valid");
            Assert.That(judged.Count(j => j is { Accepted: false, Reasons.Count: 0 }), Is.GreaterThan(3000), "mutations that do not");
            Assert.That(judged.Count(j => j.Reasons.Count > 0), Is.LessThan(100), "differences are exceptions");
            Assert.That(reasons, Is.EquivalentTo(Stricter.Keys.Concat(Looser.Keys)), "each reason is needed, no other");
        });
    }

    /// <summary>What the reader says of a body, and the reasons why Firely says otherwise; none when it does not.</summary>
    private static (bool Accepted, IReadOnlyList<string> Reasons) Compare(byte[] json)
    {
        var ours = FhirJsonReader.Read(json, ReadLimits.Default).Issues;
        var theirs = FirelyOracle.Refusal(json);
        if (ours.Count > 0 == theirs.Count > 0)
            return (ours.Count == 0, []);
        return (ours.Count == 0, [.. ours.Select(Reason).Concat(theirs).Distinct()]);
    }

    private static string Reason(Issue issue) =>
        issue.Code == "unknown-element" && issue.Expression!.Split('.')[^1].StartsWith('_') ? "unknown-element _" : issue.Code;
}
