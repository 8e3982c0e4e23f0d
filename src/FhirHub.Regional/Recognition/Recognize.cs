using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
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
        decimal? told = SavedOf(call, @case.Institution);
        var desk = await RecognitionDesk.OpenAsync(call, ledger, catalogues, @case.Institution, call.Now, cancellationToken);
        @case = @case.Of(call, desk.Catalogue);
        if (@case.Item is not { } item)
            throw FhirException.Unprocessable("required", "code-missing", "The report has no code: name the item.", "DiagnosticReport.code").InChinese("报告没有 code，请指明项目。");
        if (await RecognitionRecord.FindAsync(ledger, @case, cancellationToken) is { Resource: var recorded } known)
        {
            return RecognitionRecord.IsUse(recorded) && RecognitionRecord.IsBy(recorded, @case) && (told is null || told == RecognitionRecord.SavedOf(recorded))
                ? new OperationAnswer().AddStored("return", known.Key)
                : throw RecognitionRecord.Conflict(recorded, @case);
        }

        var verdict = await desk.JudgeAsync(@case.Report, item.Code, item, cancellationToken);
        if (verdict.Reasons.Count > 0)
            throw new FhirException(FaultKind.Unprocessable, [.. verdict.Reasons.Select(r => r.Issue)]);
        return new OperationAnswer().AddStored("return", await RecognitionRecord.WriteAsync(call, ledger, @case, null, told ?? item.Fee, cancellationToken));
    }

    /// <summary>Null where it is not told.</summary>
    /// <exception cref="FhirException">Unprocessable: it is no amount in yuan, or a larger one than the policy takes.</exception>
    private static decimal? SavedOf(OperationCall call, ActingOrganization institution)
    {
        if (call.Input.Find<Money>("saved") is not { } saved)
            return null;
        var limit = call.Governance.Of(institution.Division).Get<decimal>("recognition", "savedLimitYuan");
        return Yuan.Of(saved) is { } amount && amount <= limit.Value
            ? amount
            : throw RecognitionRules.Saved.Refuse(limit.Source, limit.Value);
    }
}
