using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary><c>DiagnosticReport/[id]/$recognize</c>: the result is used instead of a new test.</summary>
internal sealed class Recognize(CatalogueBook catalogues) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("recognize", "DiagnosticReport", "recognize", OperationLevel.Instance, AffectsState: true) { TraceEvent = RecognitionRecord.Used };

    public IReadOnlyCollection<string> Turns(OperationCall call) => RecognitionCase.Turns(call);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var @case = await RecognitionCase.ReadAsync(call, ledger, cancellationToken);
        if (await RecognitionRecord.FindAsync(ledger, @case.Report.Key, @case.Encounter.Key, cancellationToken) is { } recorded)
        {
            return RecognitionRecord.IsUse(recorded.Resource)
                ? new OperationAnswer().AddStored("return", recorded.Key)
                : throw RecognitionRules.Recorded.Conflict("refused", @case.Report.Key, "refused", @case.Encounter.Key);
        }

        var desk = await RecognitionDesk.OpenAsync(call, ledger, catalogues, @case.Institution, call.Now, cancellationToken);
        var wanted = WantedOf(call, desk, @case.Report.Resource);
        var verdict = await desk.JudgeAsync(@case.Report, wanted, desk.ItemOf(wanted), cancellationToken);
        if (verdict.Reasons.Count > 0)
            throw new FhirException(FaultKind.Unprocessable, [.. verdict.Reasons.Select(r => r.Issue)]);
        decimal? saved = SavedOf(call) ?? verdict.Item.Fee;
        return new OperationAnswer().AddStored("return", RecognitionRecord.Write(call, ledger, @case with { Item = verdict.Item }, null, saved));
    }

    private static Coding WantedOf(OperationCall call, RecognitionDesk desk, DiagnosticReport report)
    {
        if (WantedItems.Of(call.Input, "item") is [var wanted])
            return wanted;
        return desk.Catalogue.Find(report.Code)?.Code
            ?? report.Code?.Coding.FirstOrDefault(c => c.Code is not null)
            ?? throw FhirException.Unprocessable("required", "code-missing", "The report has no code: name the item.", "DiagnosticReport.code").InChinese("报告没有 code，请指明项目。");
    }

    private static decimal? SavedOf(OperationCall call)
    {
        if (call.Input.Find<Money>("saved") is not { } saved)
            return null;
        return saved is { Currency: Money.Currencies.CNY, Value: >= 0 }
            ? saved.Value
            : throw RecognitionRules.Saved.Refuse(PolicySource.Default);
    }
}
