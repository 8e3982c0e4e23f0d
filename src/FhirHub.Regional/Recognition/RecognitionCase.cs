using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirHub.Regional.Recognition;

/// <summary>A report of which an institution decides in an encounter.</summary>
internal sealed record RecognitionCase
{
    public required Reading<DiagnosticReport> Report { get; init; }

    public required Reading<Encounter> Encounter { get; init; }

    /// <summary>As it was told: an institution, or a person.</summary>
    public required ResourceReference Requester { get; init; }

    public required ActingOrganization Institution { get; init; }

    public CatalogueItem? Item { get; init; }

    /// <summary>Who decides of the same report in the same encounter takes turns.</summary>
    public static IReadOnlyCollection<string> Turns(OperationCall call) =>
        [$"recognition {call.RequiredInstance} {References.Find(call.Input.Get<ResourceReference>("encounter"))}"];

    /// <summary>Reads what a call is about, and holds together what must fit.</summary>
    public static async Task<RecognitionCase> ReadAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var report = await ledger.GetAsync<DiagnosticReport>(call.RequiredInstance, cancellationToken);
        var encounter = await ledger.GetAsync<Encounter>(call.Input.Get<ResourceReference>("encounter"), call.Input.PathOf("encounter"), cancellationToken);
        var source = Policies.PolicySource.Default;
        if (References.Find(report.Resource.Subject) is not { } patient || !References.LeadTo(encounter.Resource.Subject, patient))
            throw RecognitionRules.Encounter.Refuse(source, encounter.Key, report.Resource.Subject?.Reference ?? "–");
        if (encounter.Resource.Status is Hl7.Fhir.Model.Encounter.EncounterStatus.Cancelled or Hl7.Fhir.Model.Encounter.EncounterStatus.EnteredInError)
            throw RecognitionRules.EncounterState.Refuse(source, encounter.Key, EnumUtility.GetLiteral(encounter.Resource.Status.Value)!);
        var requester = call.Input.Get<ResourceReference>("requester");
        return new RecognitionCase
        {
            Report = report,
            Encounter = encounter,
            Requester = requester,
            Institution = await InstitutionAsync(call, ledger, requester, cancellationToken),
        };
    }

    /// <summary>That of the reference; a person decides for the institution that calls.</summary>
    private static async Task<ActingOrganization> InstitutionAsync(OperationCall call, Ledger ledger, ResourceReference requester, CancellationToken cancellationToken)
    {
        string path = call.Input.PathOf("requester");
        if (References.Find(requester) is { Type: "Practitioner" })
        {
            await ledger.GetAsync<Practitioner>(requester, path, cancellationToken);
            return call.RequiredOrganization;
        }

        var institution = await Participants.InstitutionAsync(ledger, requester, cancellationToken)
            ?? throw Engine.Errors.FhirException.Unprocessable(
                "value", "requester-invalid", $"'{requester.Reference}' leads to no institution, nor to a person who acts for one.", path).InChinese($"“{requester.Reference}”既不是机构，也不是代表机构的人员。");
        return call.Organization is { } caller && caller.Key != institution.Key
            ? throw RecognitionRules.Requester.Refuse(Policies.PolicySource.Default, caller.Reference, institution.Reference)
            : institution;
    }
}
