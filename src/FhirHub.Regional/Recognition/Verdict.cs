using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>The answer for one item.</summary>
/// <param name="Wanted">As it was asked for.</param>
/// <param name="Item">What that means.</param>
/// <param name="Reasons">Against it, the first counts; empty where it is recognised.</param>
internal sealed record Verdict(Coding Wanted, CatalogueItem Item, IReadOnlyList<Reason> Reasons)
{
    /// <summary>The report that it is about; null where there is none.</summary>
    public ReportFacts? Report { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public OperationAnswer Parts()
    {
        var parts = new OperationAnswer()
            .Add("code", Wanted)
            .Add("listed", Item.IsListed ? Item.Code : null)
            .Add("outcome", new Code(Reasons.Count == 0 ? "recognised" : Reasons[0].Code));
        foreach (var reason in Reasons)
            parts.Add("reason", reason.Concept());
        if (Report is { } report)
        {
            parts.Add("report", new ResourceReference(report.Key.ToString()));
            foreach (var study in report.Studies)
                parts.Add("study", study);
        }

        return parts
            .Add("expires", Expires is { } expires ? ChinaTime.Write(expires) : null)
            .Add("fee", Item.Fee is { } fee ? Yuan.Write(fee) : null);
    }
}
