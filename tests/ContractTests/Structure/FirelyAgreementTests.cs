using System.Text;
using FhirHub.Engine.Structure;

namespace FhirHub.ContractTests.Structure;

/// <summary>The reader against Firely's strict parser: they agree, or the difference is explained.</summary>
internal sealed class FirelyAgreementTests
{
    /// <summary>Codes that, where the two disagree, are the reader's alone.</summary>
    private static readonly Dictionary<string, string> Stricter = new()
    {
        ["control-character"] = "https://hl7.org/fhir/R4/datatypes.html#string forbids them; Firely lets them pass",
        ["invalid-uri"] = "white space is against \\S*; Firely lets Coding.system and others pass",
        ["invalid-url"] = "white space is against \\S*; Firely lets it pass",
        ["invalid-canonical"] = "white space is against \\S*; Firely lets it pass",
        ["unknown-element"] = "ids of elements, urls of extensions and the narrative are bare values: no _id, _url, _div; Firely reads these",
        ["invalid-element-id"] = "the definition of Element.id forbids spaces; Firely lets them pass",
        ["wrong-json-type"] = "Firely overlooks an array in place of a single value whose _sibling follows",
        ["missing-element"] = "Firely does not ask for Signature.when and Signature.who",
        ["null-item"] = "Firely accepts a null in an array without a sibling",
    };

    /// <summary>Firely's error codes that, where the two disagree, are Firely's alone.</summary>
    private static readonly Dictionary<string, string> Looser = new()
    {
        ["PVAL115"] = "an empty narrative is against the invariant txt-2, which is checked with the invariants",
        ["PVAL116"] = "currencies and mime types are not enumerated in the package: they are for the terminology service",
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
        var judged = Enumerable.Range(0, 10_000).AsParallel().Select(seed => Compare(new Mutation(seed).Apply(R4Package.SmallInstances))).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(judged.Count(j => j == "accepted"), Is.GreaterThan(500), "mutations that stay valid");
            Assert.That(judged.Count(j => j == "refused"), Is.GreaterThan(5000), "mutations that do not");
            Assert.That(judged.Where(j => j is not ("accepted" or "refused" or "explained")), Is.Empty);
            Assert.That(judged.Count(j => j == "explained"), Is.LessThan(200), "the explanations are exceptions");
        });
    }

    private static string Compare(byte[] json)
    {
        var ours = FhirJsonReader.Read(json, ReadLimits.Default).Issues;
        var theirs = FirelyOracle.Refusal(json);
        if (ours.Count > 0 == theirs.Count > 0)
            return ours.Count > 0 ? "refused" : "accepted";
        if (ours.All(i => Stricter.ContainsKey(i.Code)) && theirs.All(Looser.ContainsKey))
            return "explained";
        return $"{string.Join(", ", ours)} / {string.Join(", ", theirs)}: {Encoding.UTF8.GetString(json)}";
    }
}
