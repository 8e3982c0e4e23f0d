using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;
using static Hl7.Fhir.Model.Encounter;

namespace FhirHub.Regional.Recognition;

/// <summary>A report of which an institution decides in an encounter.</summary>
internal sealed record RecognitionCase
{
    // A ward of a department of a site of a hospital.
    private const int MostParts = 5;
    private const int MostRoles = 1000;

    public required Reading<DiagnosticReport> Report { get; init; }

    public required Reading<Encounter> Encounter { get; init; }

    /// <summary>As it was told: an institution, or a person.</summary>
    public required ResourceReference Requester { get; init; }

    public required ActingOrganization Institution { get; init; }

    /// <summary>Which of its items; null for a report without any code.</summary>
    public CatalogueItem? Item { get; init; }

    /// <summary>
    /// Who decides of the same report in the same encounter takes turns, whichever institution and item: those are known only once the catalogue and
    /// the requester are read.
    /// </summary>
    public static IReadOnlyCollection<string> Turns(OperationCall call) =>
        [$"recognition {call.RequiredInstance} {References.Find(call.Input.Get<ResourceReference>("encounter"))}"];

    /// <summary>Reads what a call is about, and holds together what must fit.</summary>
    public static async Task<RecognitionCase> ReadAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var report = await ledger.GetAsync<DiagnosticReport>(call.RequiredInstance, cancellationToken);
        var encounter = await ledger.GetAsync<Encounter>(call.Input.Get<ResourceReference>("encounter"), call.Input.PathOf("encounter"), cancellationToken);
        var source = PolicySource.Default;
        if (References.Find(report.Resource.Subject) is not { } patient || !References.LeadTo(encounter.Resource.Subject, patient))
            throw RecognitionRules.Encounter.Refuse(source, encounter.Key, report.Resource.Subject?.Reference ?? "–");
        if (encounter.Resource.Status is EncounterStatus.Planned or EncounterStatus.Cancelled or EncounterStatus.EnteredInError)
            throw RecognitionRules.EncounterState.Refuse(source, encounter.Key, EnumUtility.GetLiteral(encounter.Resource.Status.Value)!);
        var requester = call.Input.Get<ResourceReference>("requester");
        var institution = await InstitutionAsync(call, ledger, requester, cancellationToken);
        if (!await IsAtAsync(encounter.Resource, institution, ledger, cancellationToken))
            throw RecognitionRules.EncounterElsewhere.Refuse(source, encounter.Key, encounter.Resource.ServiceProvider?.Reference ?? "–", institution.Reference);
        if (encounter.Resource.Period?.EndElement is { } end && ChinaPeriod.EndOf(end) <= ReportReader.EffectiveOf(report.Resource.Effective))
            throw RecognitionRules.EncounterOver.Refuse(source, encounter.Key, end.Value ?? "–", report.Key);
        return new RecognitionCase { Report = report, Encounter = encounter, Requester = requester, Institution = institution };
    }

    /// <summary>Of the item that is named, else of that of the report's code.</summary>
    public RecognitionCase Of(OperationCall call, Catalogue catalogue) =>
        (WantedItems.Of(call.Input, "item") is [var named] ? named : CodeOf(catalogue)) is { } wanted
            ? this with { Item = catalogue.Find(wanted) ?? CatalogueItem.Unlisted(wanted) }
            : this;

    private Coding? CodeOf(Catalogue catalogue) =>
        catalogue.Find(Report.Resource.Code)?.Code ?? Report.Resource.Code?.Coding.FirstOrDefault(c => c.Code is not null);

    /// <summary>Whether an encounter takes place at an institution, or at a part of it.</summary>
    private static async Task<bool> IsAtAsync(Encounter encounter, ActingOrganization institution, Ledger ledger, CancellationToken cancellationToken)
    {
        var at = References.Find(encounter.ServiceProvider);
        for (int i = 0; i < MostParts && at is { Type: "Organization" } part; i++)
        {
            if (part == institution.Key)
                return true;
            at = References.Find((await ledger.FindAsync<Organization>(part, cancellationToken))?.Resource.PartOf);
        }

        return false;
    }

    /// <summary>That of the reference; a person decides for the institution that calls, and is of its staff.</summary>
    private static async Task<ActingOrganization> InstitutionAsync(OperationCall call, Ledger ledger, ResourceReference requester, CancellationToken cancellationToken)
    {
        string path = call.Input.PathOf("requester");
        if (References.Find(requester) is { Type: "Practitioner" })
        {
            var person = await ledger.GetAsync<Practitioner>(requester, path, cancellationToken);
            return await IsStaffAsync(person.Key, call.RequiredOrganization, call.Now, ledger, cancellationToken)
                ? call.RequiredOrganization
                : throw RecognitionRules.RequesterStaff.Refuse(PolicySource.Default, person.Key, call.RequiredOrganization.Reference);
        }

        var institution = await Participants.InstitutionAsync(ledger, requester, cancellationToken)
            ?? throw Engine.Errors.FhirException.Unprocessable(
                "value", "requester-invalid", $"'{requester.Reference}' leads to no institution, nor to a person who acts for one.", path).InChinese($"“{requester.Reference}”既不是机构，也不是代表机构的人员。");
        return call.Organization is { } caller && caller.Key != institution.Key && !References.LeadTo(requester, caller.Key)
            ? throw RecognitionRules.Requester.Refuse(PolicySource.Default, caller.Reference, institution.Reference)
            : institution;
    }

    private static async Task<bool> IsStaffAsync(ResourceKey person, ActingOrganization institution, DateTimeOffset now, Ledger ledger, CancellationToken cancellationToken)
    {
        var roles = await ledger.SearchAsync<PractitionerRole>($"practitioner={person}", MostRoles, cancellationToken);
        foreach (var role in roles.Select(r => r.Resource).Where(r => r.Active != false && ChinaPeriod.Covers(r.Period, now)))
        {
            if (References.LeadTo(role.Organization, institution.Key)
                || (await Participants.InstitutionAsync(ledger, role.Organization, cancellationToken))?.Key == institution.Key)
            {
                return true;
            }
        }

        return false;
    }
}
