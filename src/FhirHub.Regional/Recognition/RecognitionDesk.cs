using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>Decides for one institution under its policy, as of a time. Every operation here goes through it.</summary>
internal sealed class RecognitionDesk
{
    private readonly Ledger _ledger;
    private readonly DateTimeOffset _time;
    private readonly Participants _participants;
    private readonly ActingOrganization _requester;

    internal RecognitionDesk(Ledger ledger, DateTimeOffset time, RecognitionTerms terms, Catalogue catalogue, ActingOrganization requester)
    {
        (_ledger, _time, Terms, Catalogue, _requester) = (ledger, time, terms, catalogue, requester);
        _participants = new Participants(ledger, terms, time);
        Reports = new ReportReader(ledger, _participants, terms);
    }

    public RecognitionTerms Terms { get; }

    public Catalogue Catalogue { get; }

    public ReportReader Reports { get; }

    /// <param name="call">Whose packs count.</param>
    /// <param name="ledger">What it reads by.</param>
    /// <param name="book">The catalogues.</param>
    /// <param name="requester">Who asks: its division's pack governs, unless the request names one.</param>
    /// <param name="time">As of when.</param>
    /// <param name="cancellationToken">Given up.</param>
    public static async Task<RecognitionDesk> OpenAsync(
        OperationCall call, Ledger ledger, CatalogueBook book, ActingOrganization requester, DateTimeOffset time, CancellationToken cancellationToken)
    {
        if (!requester.IsActive)
            throw RecognitionRules.RequesterInactive.Refuse(PolicySource.Default, requester.Reference);
        var policy = call.Governance.Of(requester.Division);
        var terms = RecognitionTerms.Of(policy);
        return new RecognitionDesk(ledger, time, terms, await book.FindAsync(terms.Catalogue.Value, policy, cancellationToken), requester);
    }

    public CatalogueItem ItemOf(Coding wanted) => Catalogue.Find(wanted) ?? CatalogueItem.Unlisted(wanted);

    /// <summary>Looks for a result of the patient that is recognised; else says what there is against the newest.</summary>
    public async Task<Verdict> FindAsync(ResourceKey patient, Coding wanted, CancellationToken cancellationToken)
    {
        var item = ItemOf(wanted);
        Reason[] against = [.. Decision.Against(item, Terms)];
        var candidates = new Candidates(_ledger, patient, _time);
        // Nothing that is found changes a verdict that the item alone has settled: the newest is told.
        await foreach (var report in against.Length > 0 ? AsyncEnumerable.Empty<Reading<DiagnosticReport>>() : candidates.FindAsync(item, Terms, cancellationToken))
        {
            var verdict = await JudgeAsync(report, wanted, item, cancellationToken);
            if (verdict.Reasons.Count == 0)
                return verdict;
        }

        return await candidates.NewestAsync(item, cancellationToken) is { } newest
            ? await JudgeAsync(newest, wanted, item, cancellationToken)
            : new Verdict(wanted, item, [.. against, new Reason(RecognitionRules.NoResult, PolicySource.Default, item.Name)]);
    }

    /// <summary>Whether one report is recognised.</summary>
    public async Task<Verdict> JudgeAsync(Reading<DiagnosticReport> report, Coding wanted, CatalogueItem item, CancellationToken cancellationToken)
    {
        var facts = await Reports.ReadAsync(report, item, cancellationToken);
        return new Verdict(wanted, item, [.. Decision.Against(item, Terms), .. await AgainstAsync(facts, item, _time, cancellationToken)])
        {
            Report = facts,
            Expires = Decision.Expires(facts, item, Terms),
        };
    }

    /// <summary>Every reason against a report, as of a time.</summary>
    public async Task<IEnumerable<Reason>> AgainstAsync(ReportFacts facts, CatalogueItem item, DateTimeOffset time, CancellationToken cancellationToken) =>
        Decision.Against(facts, item, await _participants.OfAsync(_requester, facts.ConcernsAlliances, cancellationToken), Terms, time);
}
