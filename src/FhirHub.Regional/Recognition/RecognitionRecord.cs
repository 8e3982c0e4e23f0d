using FhirHub.Engine.Notifications;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>What is kept of a result that was used, or refused: a Provenance of the report, with the encounter among its entities.</summary>
internal static class RecognitionRecord
{
    public const string Used = "recognition-used";
    public const string Refused = "recognition-refused";
    public const string Refusals = "https://fhirhub.example/fhir/cn-base/CodeSystem/recognition-refusal";

    public const string TraceEvents = "https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event";
    private const string Profile = "https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-provenance";
    private const string ItemUrl = "https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-item";
    private const string SavedUrl = "https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-saved";

    /// <summary>Criteria: any record, used or refused.</summary>
    public static string Any { get; } = $"activity={Activity(Used)},{Activity(Refused)}";

    /// <summary>Criteria: records of use.</summary>
    public static string OfUse { get; } = $"activity={Activity(Used)}";

    /// <summary>What is recorded of a report in an encounter; null for nothing.</summary>
    public static async Task<Reading<Provenance>?> FindAsync(Ledger ledger, ResourceKey report, ResourceKey encounter, CancellationToken cancellationToken) =>
        await ledger.SearchAsync<Provenance>($"target={report}&entity={encounter}&{Any}", 1, cancellationToken) is [var record] ? record : null;

    public static bool IsUse(Provenance record) => ActivityOf(record) == Used;

    public static string? ActivityOf(Provenance record) => record.Activity?.Coding.FirstOrDefault(c => c.System == TraceEvents)?.Code;

    /// <summary>The institution that decided.</summary>
    public static ResourceKey? DeciderOf(Provenance record) => record.Agent.Select(a => References.Find(a.Who)).FirstOrDefault(k => k is { Type: "Organization" });

    /// <summary>In yuan.</summary>
    public static decimal SavedOf(Provenance record) => (record.GetExtension(SavedUrl)?.Value as Money)?.Value ?? 0;

    public static string? RefusalOf(Provenance record) => record.Reason.SelectMany(r => r.Coding).FirstOrDefault(c => c.System == Refusals)?.Code;

    /// <summary>Stages a record, and that the institution that made the result is told.</summary>
    public static ResourceReference Write(OperationCall call, Ledger ledger, RecognitionCase @case, CodeableConcept? reason, decimal? saved)
    {
        var record = new Provenance
        {
            Meta = new Meta { Profile = [Profile] },
            Target = [@case.Report.Reference],
            Recorded = call.Now,
            Activity = new CodeableConcept(TraceEvents, call.Signature.TraceEvent) { Text = "$" + call.Signature.Code },
            Agent = [.. AgentsOf(@case)],
            Entity =
            [
                Entity(@case.Encounter.Reference),
                Entity(new ResourceReference($"{@case.Report.Key}/_history/{@case.Report.Version}")),
            ],
        };
        if (@case.Item is { } item)
            record.Extension.Add(new Extension(ItemUrl, item.Code));
        if (saved is { } amount)
            record.Extension.Add(new Extension(SavedUrl, new Money { Value = amount, Currency = Money.Currencies.CNY }));
        if (reason is not null)
            record.Reason.Add(reason);
        var reference = ledger.Create(record);
        foreach (var performer in @case.Report.Resource.Performer.Select(References.Find).OfType<ResourceKey>().Where(k => k.Type == "Organization"))
        {
            ledger.Notify(new Notification
            {
                Time = call.Now.UtcDateTime, Topic = "recognition", Event = call.Signature.TraceEvent!, Recipient = performer.ToString(),
                Focus = @case.Report.Key.ToString(), Subject = @case.Report.Resource.Subject?.Reference, Pack = call.Governance.Of(@case.Institution.Division).Pack,
            });
        }

        return reference;
    }

    /// <summary>The institution first, then the person who decided for it.</summary>
    private static IEnumerable<Provenance.AgentComponent> AgentsOf(RecognitionCase @case)
    {
        var institution = new ResourceReference(@case.Institution.Reference) { Display = @case.Institution.Name };
        yield return new Provenance.AgentComponent { Who = institution };
        if (!References.LeadTo(@case.Requester, @case.Institution.Key))
            yield return new Provenance.AgentComponent { Who = @case.Requester, OnBehalfOf = institution };
    }

    private static Provenance.EntityComponent Entity(ResourceReference what) => new() { Role = Provenance.ProvenanceEntityRole.Source, What = what };

    private static string Activity(string code) => new Token(TraceEvents, code).ForSearch();
}
