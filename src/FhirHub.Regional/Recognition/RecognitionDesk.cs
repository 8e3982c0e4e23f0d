using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>Decides for one institution under its policy, as of a time. Every operation here goes through it.</summary>
internal sealed class RecognitionDesk
{
    private readonly Ledger _ledger;
    private readonly DateTimeOffset _time;

    internal RecognitionDesk(Ledger ledger, DateTimeOffset time, RecognitionTerms terms, Catalogue catalogue, Participants participants, Participant requester)
    {
        (_ledger, _time, Terms, Catalogue, Requester) = (ledger, time, terms, catalogue, requester);
        Reports = new ReportReader(ledger, participants);
    }

    public RecognitionTerms Terms { get; }

    public Catalogue Catalogue { get; }

    public Participant Requester { get; }

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
        var terms = RecognitionTerms.Of(call.Governance.Of(requester.Division));
        var participants = new Participants(ledger, terms, time);
        return new RecognitionDesk(
            ledger, time, terms, await book.FindAsync(terms.Catalogue.Value, cancellationToken), participants, await participants.OfAsync(requester, cancellationToken));
    }

    public CatalogueItem ItemOf(Coding wanted) => Catalogue.Find(wanted) ?? CatalogueItem.Unlisted(wanted);

    /// <summary>Looks for a result of the patient that is recognised; else says what there is against the newest.</summary>
    public async Task<Verdict> FindAsync(ResourceKey patient, Coding wanted, CancellationToken cancellationToken)
    {
        var item = ItemOf(wanted);
        Reason[] against = [.. Decision.Against(item, Terms)];
        var candidates = new Candidates(_ledger, patient, _time);
        await foreach (var report in candidates.FindAsync(item, Terms, Requester, cancellationToken))
        {
            var verdict = await JudgeAsync(report, wanted, item, cancellationToken);
            if (verdict.Reasons.Count == against.Length)
                return verdict;
        }

        return await candidates.NewestAsync(item, cancellationToken) is { } newest
            ? await JudgeAsync(newest, wanted, item, cancellationToken)
            : new Verdict(wanted, item, [.. against, new Reason(RecognitionRules.NoResult, Policies.PolicySource.Default, item.Name)]);
    }

    /// <summary>Whether one report is recognised.</summary>
    public async Task<Verdict> JudgeAsync(Reading<DiagnosticReport> report, Coding wanted, CatalogueItem item, CancellationToken cancellationToken)
    {
        var facts = await Reports.ReadAsync(report, item, cancellationToken);
        return new Verdict(wanted, item, [.. Decision.Against(item, Terms), .. Decision.Against(facts, item, Requester, Terms, _time)])
        {
            Report = facts,
            Expires = Decision.Expires(facts, item, Terms),
        };
    }
}
