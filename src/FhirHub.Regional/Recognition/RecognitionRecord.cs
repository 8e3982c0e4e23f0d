using FhirHub.Engine.Errors;
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
    public const string Refusals = NationalBase.Systems + "recognition-refusal";

    // As many items as a report may have.
    private const int MaxItems = 1000;
    private const string Profile = NationalBase.Profiles + "cn-provenance";
    private const string ItemUrl = NationalBase.Profiles + "recognition-item";
    private const string SavedUrl = NationalBase.Profiles + "recognition-saved";

    /// <summary>Criteria: any record, used or refused.</summary>
    public static string Any { get; } = $"activity={Activity(Used)},{Activity(Refused)}";

    /// <summary>Criteria: records of use.</summary>
    public static string OfUse { get; } = $"activity={Activity(Used)}";

    /// <summary>What is recorded of an item of a report, by an institution in an encounter: that is what a record is one of. Null for nothing.</summary>
    public static async Task<Reading<Provenance>?> FindAsync(Ledger ledger, RecognitionCase @case, CancellationToken cancellationToken) =>
        (await ledger.SearchAsync<Provenance>($"target={@case.Report.Key}&entity={@case.Encounter.Key}&agent={@case.Institution.Key}&{Any}", MaxItems, cancellationToken))
            .FirstOrDefault(r => DeciderOf(r.Resource) == @case.Institution.Key && IsOf(r.Resource, @case.Item));

    /// <summary>Whether it is of an item; null for that of a report without any code.</summary>
    public static bool IsOf(Provenance record, CatalogueItem? item) =>
        record.GetExtension(ItemUrl)?.Value is Coding told ? told.System == item?.Code.System && told.Code == item?.Code.Code : item is null;

    /// <summary>Whether the same person, or nobody but the institution, decided.</summary>
    public static bool IsBy(Provenance record, RecognitionCase @case) =>
        References.Find(record.Agent.Select(a => a.Who).LastOrDefault()) == References.Find(@case.Requester);

    public static bool IsUse(Provenance record) => ActivityOf(record) == Used;

    public static string? ActivityOf(Provenance record) => record.Activity?.Coding.FirstOrDefault(c => c.System == NationalBase.TraceEvents)?.Code;

    /// <summary>The institution that decided.</summary>
    public static ResourceKey? DeciderOf(Provenance record) => record.Agent.Select(a => References.Find(a.Who)).FirstOrDefault(k => k is { Type: "Organization" });

    /// <summary>In yuan; null where it tells none, or what is no amount.</summary>
    public static decimal? SavedOf(Provenance record) => Yuan.Of(record.GetExtension(SavedUrl)?.Value as Money);

    /// <summary>Whether it says that a result was refused for this reason, with this note.</summary>
    public static bool IsRefusal(Provenance record, CodeableConcept reason) =>
        !IsUse(record) && RefusalOf(record) == reason.Coding[0].Code && record.Reason.FirstOrDefault()?.Text == reason.Text;

    /// <summary>That it is recorded otherwise already.</summary>
    public static FhirException Conflict(Provenance record, RecognitionCase @case)
    {
        object item = @case.Item?.Name ?? "–", by = string.Join(", ", record.Agent.Select(a => a.Who.Reference));
        return IsUse(record)
            ? RecognitionRules.RecordedUsed.Conflict("recognised", item, @case.Report.Key, @case.Encounter.Key, by, SavedOf(record) ?? 0)
            : RecognitionRules.RecordedRefused.Conflict("refused", item, @case.Report.Key, @case.Encounter.Key, by, RefusalOf(record) ?? "–");
    }

    public static string? RefusalOf(Provenance record) => record.Reason.SelectMany(r => r.Coding).FirstOrDefault(c => c.System == Refusals)?.Code;

    /// <summary>Stages a record, and that the institution that made the result is told.</summary>
    public static async Task<ResourceReference> WriteAsync(
        OperationCall call, Ledger ledger, RecognitionCase @case, CodeableConcept? reason, decimal? saved, CancellationToken cancellationToken)
    {
        var record = new Provenance
        {
            Meta = new Meta { Profile = [Profile] },
            Target = [@case.Report.Reference],
            Recorded = call.Now,
            Activity = new CodeableConcept(NationalBase.TraceEvents, call.Signature.TraceEvent) { Text = "$" + call.Signature.Code },
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
            record.Extension.Add(new Extension(SavedUrl, Yuan.Write(amount)));
        if (reason is not null)
            record.Reason.Add(reason);
        var reference = ledger.Create(record);
        foreach (string maker in await MakersAsync(ledger, @case, cancellationToken))
        {
            ledger.Notify(new Notification
            {
                Time = call.Now.UtcDateTime, Topic = "recognition", Event = call.Signature.TraceEvent!, Recipient = maker,
                Focus = @case.Report.Key.ToString(), Subject = @case.Report.Resource.Subject?.Reference, Pack = call.Governance.Of(@case.Institution.Division).Pack,
            });
        }

        return reference;
    }

    /// <summary>The institutions that made the result, but for the one that decides.</summary>
    private static async Task<IReadOnlyList<string>> MakersAsync(Ledger ledger, RecognitionCase @case, CancellationToken cancellationToken)
    {
        var makers = new List<string>();
        foreach (var performer in @case.Report.Resource.Performer)
        {
            if (await Participants.InstitutionAsync(ledger, performer, cancellationToken) is { } maker && maker.Key != @case.Institution.Key && !makers.Contains(maker.Reference))
                makers.Add(maker.Reference);
        }

        return makers;
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

    private static string Activity(string code) => new Token(NationalBase.TraceEvents, code).ForSearch();
}
