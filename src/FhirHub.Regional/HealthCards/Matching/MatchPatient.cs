using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirHub.Regional.HealthCards.Matching;

/// <summary><c>Patient/$match</c>, https://hl7.org/fhir/R4/patient-operation-match.html: the records that may be of a person, the likeliest first.</summary>
internal sealed class MatchPatient(IdentifierSystems systems) : IRegionalOperation
{
    private const string GradeUrl = "http://hl7.org/fhir/StructureDefinition/match-grade";

    /// <summary>Where the caller names no number.</summary>
    private const int DefaultCount = 20;

    /// <summary>What one person is looked for by: each is a search of its own, and is compared with each candidate.</summary>
    private const int MaxWays = 100;

    public OperationSignature Signature { get; } = new("patient-match", "Patient", "match", OperationLevel.Type, AffectsState: false) { TraceEvent = "persons-matched" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var asked = PersonTraits.Of(Asked(call), systems);
        if (!asked.CanBeFound)
            throw Refused(call, "match-insufficient", "Too little to find anybody by: give an identity document, a card, a phone number, or name and birth date.", "信息不足以查找：请给出身份证件、卡、电话号码，或姓名和出生日期。");
        if (asked.Ways > MaxWays)
            throw Refused(call, "match-too-much", $"A person is looked for by {MaxWays} cards, phone numbers, names with their readings and addresses at most, not {asked.Ways}.", $"查找一人至多使用 {MaxWays} 个卡号、电话、姓名（含读音）和地址，现为 {asked.Ways} 个。");
        int count = call.Input.Find<Integer>("count")?.Value ?? DefaultCount;
        if (count < 1)
            throw Fault.Parameter("The parameter 'count' is at least 1.", "参数 'count' 至少为 1。", call.Input.PathOf("count"));
        var weights = call.Policy.Get<MatchWeights>("healthCard", "matching");
        var search = new CandidateSearch(ledger, systems, weights.Value.Candidates);
        await search.FindAsync(asked, cancellationToken);
        var matches = search.Found
            .Select(p => (Patient: p, Score: MatchScore.Of(asked, PersonTraits.Of(p.Resource, systems), weights.Value)))
            .Where(m => m.Score.Grade != MatchGrade.CertainlyNot)
            .OrderBy(m => m.Score.Grade).ThenByDescending(m => m.Score.Points).ThenBy(m => m.Patient.Key.Id, StringComparer.Ordinal).ToList();
        var notes = search.Cut.Select(way => Note("match-candidates-cut", $"More than {weights.Value.Candidates} records are alike by {way}; only so many were compared.")).ToList();
        if (call.Input.Flag("onlyCertainMatches") == true)
            matches = Certain(matches, notes);
        return new OperationAnswer().Add("return", BundleOf(call, matches.Take(count), matches.Count, notes));
    }

    private static Patient Asked(OperationCall call) => call.Input.GetResource<Resource>("resource") is Patient patient
        ? patient
        : throw Refused(call, "match-not-a-patient", "What is matched is a Patient.", "要查找的须为 Patient 资源。");

    private static FhirException Refused(OperationCall call, string code, string english, string chinese) =>
        Fault.Invalid(code, english, chinese, call.Input.PathOf("resource") + ".resource");

    /// <summary>The one certain match; where several are certain, none is.</summary>
    private static List<(Reading<Patient> Patient, MatchScore Score)> Certain(
        List<(Reading<Patient> Patient, MatchScore Score)> matches, List<OperationOutcome.IssueComponent> notes)
    {
        var certain = matches.Where(m => m.Score.Grade == MatchGrade.Certain).ToList();
        if (certain.Count <= 1)
            return certain;
        notes.Add(Note("match-several-certain", $"{certain.Count} records match with certainty, so none is the only one: they may be duplicates to be merged."));
        return [];
    }

    private static Bundle BundleOf(OperationCall call, IEnumerable<(Reading<Patient> Patient, MatchScore Score)> matches, int total, List<OperationOutcome.IssueComponent> notes)
    {
        var bundle = new Bundle { Id = Guid.CreateVersion7().ToString(), Type = Bundle.BundleType.Searchset, Total = total, Timestamp = call.Now };
        foreach (var (patient, score) in matches)
        {
            bundle.Entry.Add(new Bundle.EntryComponent
            {
                FullUrl = $"{call.BaseUrl}/{patient.Key}",
                Resource = patient.Resource,
                Search = new Bundle.SearchComponent
                {
                    Mode = Bundle.SearchEntryMode.Match,
                    Score = score.Score,
                    Extension = [new Extension(GradeUrl, new Code(CodeOf(score.Grade)))],
                },
            });
        }

        if (notes.Count > 0)
            bundle.Entry.Add(new Bundle.EntryComponent { Resource = new OperationOutcome { Issue = notes }, Search = new Bundle.SearchComponent { Mode = Bundle.SearchEntryMode.Outcome } });
        return bundle;
    }

    private static string CodeOf(MatchGrade grade) => grade switch
    {
        MatchGrade.Certain => "certain",
        MatchGrade.Probable => "probable",
        _ => "possible",
    };

    private static OperationOutcome.IssueComponent Note(string code, string text) => new()
    {
        Severity = OperationOutcome.IssueSeverity.Information,
        Code = OperationOutcome.IssueType.Informational,
        Details = new CodeableConcept("https://fhirhub.example/fhir/CodeSystem/issue", code),
        Diagnostics = text,
    };
}
