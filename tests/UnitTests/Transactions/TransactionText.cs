using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;

namespace FhirHub.UnitTests.Transactions;

/// <summary>Plans Bundles from text.</summary>
internal static class TransactionText
{
    public static BundlePlan Plan(string json) => BundlePlan.Read(Encoding.UTF8.GetBytes(json), hasPositions: true, new PlanSettings
    {
        BaseUrl = "http://here.example/fhir",
        ReadLimits = ReadLimits.Default,
        PatchLimits = PatchLimits.Default,
        MaxEntries = 100,
        UpdateCreate = true,
        MaxConditionalDeletes = 1,
        Criteria = new AnyCriteria(),
    });

    public static FhirException Refused(string json) => Assert.Throws<FhirException>(() => Plan(json))!;

    /// <summary>Takes any text as criteria that nothing is known about.</summary>
    private sealed class AnyCriteria : ICriteriaReader
    {
        public ICriteriaReader With(FhirHub.Engine.Indexing.Codes.ITokenCodes codes) => this;

        public Criteria Read(string type, string text) =>
            new(type, text, text, new SearchQuery { Types = [type], Where = new AllOf([]), Count = 1 });
    }
}
