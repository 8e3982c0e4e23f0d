using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Search;

/// <summary>The searches that are measured, each beside the driver's queries for the same documents.</summary>
internal sealed class SearchCases(FilledDatabase filled, SearchSubjects subjects)
{
    private const int Page = 10;
    private const int BroadPage = 50;
    private const string ClaimNumbers = "https://fhirhub.example/fhir/sid/claim-number";
    private readonly BareSearch _bare = new(filled.Bench.Database);

    public async Task<IReadOnlyList<SearchCase>> AllAsync(CancellationToken cancellationToken) =>
    [
        Identifier(),
        NamePrefix(),
        Pinyin(await PinyinOfNamesAsync(cancellationToken)),
        PatientAndCode(),
        Chain(),
        Has(),
        Include(),
        Count(),
        BroadFirstPage(),
    ];

    private SearchCase Identifier()
    {
        var asked = subjects.Patients;
        return Find("identifier", [.. asked.Select(p => $"Patient?identifier={Escape(p.Identifier)}")],
            i => BareSearch.Has(Token("Patient.identifier", asked[i].Identifier)), BroadPage);
    }

    private SearchCase NamePrefix()
    {
        var asked = subjects.NameBeginnings;
        return Find("name, beginning in Chinese", [.. asked.Select(n => $"Patient?name={Escape(n)}&_count={Page}")],
            i => BareSearch.HasBeginning("Patient.name+" + asked[i]), Page);
    }

    private SearchCase Pinyin(IReadOnlyList<string> asked) => Find(
        "name, in pinyin", [.. asked.Select(n => $"Patient?name={Escape(n)}&_count={Page}")],
        i => BareSearch.Any(BareSearch.HasBeginning("Patient.name+" + asked[i]), BareSearch.HasBeginning("Patient.name&" + asked[i])), Page);

    private SearchCase PatientAndCode()
    {
        var asked = subjects.WithPressures;
        return Find("patient + code, newest first",
            [.. asked.Select(p => $"Observation?patient={p.Key}&code={Escape($"{SearchSubjects.Loinc}|{SearchSubjects.BloodPressure}")}&_sort=-date&_count={Page}")],
            i => BareSearch.All(
                BareSearch.Has("Observation.patient!" + asked[i].Key),
                BareSearch.Has(Token("Observation.code", $"{SearchSubjects.Loinc}|{SearchSubjects.BloodPressure}"))),
            Page);
    }

    private SearchCase Chain()
    {
        var asked = subjects.WithPressures;
        return new SearchCase("chain", [.. asked.Select(p => $"Observation?patient.identifier={Escape(p.Identifier)}&_count={Page}")], async (i, token) =>
        {
            var patients = await _bare.FindAsync(BareSearch.Has(Token("Patient.identifier", asked[i].Identifier)), 0, token);
            var ofThem = new BsonDocument("tokens", new BsonDocument("$in", new BsonArray(patients.Select(p => "Observation.patient!" + p.Key))));
            return new BareResult(await _bare.FindAsync(ofThem, Page, token));
        });
    }

    private SearchCase Has()
    {
        var asked = subjects.Claims;
        return new SearchCase("_has", [.. asked.Select(c => $"Patient?_has:Claim:patient:identifier={Escape($"{ClaimNumbers}|{c}")}")], async (i, token) =>
        {
            var claims = await _bare.FindAsync(BareSearch.Has(Token("Claim.identifier", $"{ClaimNumbers}|{asked[i]}")), 0, token);
            return new BareResult(await _bare.ByKeysAsync(claims.SelectMany(c => BareSearch.TargetsOf(c, "patient")).Distinct(), token));
        });
    }

    private SearchCase Include()
    {
        var asked = subjects.WithPrescriptions;
        const string include = "_include=MedicationRequest:requester&_include=MedicationRequest:encounter";
        return new SearchCase("_include", [.. asked.Select(p => $"MedicationRequest?patient={p.Key}&{include}&_count={Page}")], async (i, token) =>
        {
            var requests = await _bare.FindAsync(BareSearch.Has("MedicationRequest.patient!" + asked[i].Key), Page, token);
            var targets = requests.SelectMany(r => BareSearch.TargetsOf(r, "requester").Concat(BareSearch.TargetsOf(r, "encounter"))).Distinct();
            var included = await _bare.ByKeysAsync(targets, token);
            return new BareResult([.. requests.Select(r => r.Key)], [.. included.Select(r => r.Key)]);
        });
    }

    private SearchCase Count()
    {
        var asked = subjects.WithObservations;
        return new SearchCase("count", [.. asked.Select(p => $"Observation?patient={p.Key}&_summary=count")], async (i, token) =>
            new BareResult([], [], await _bare.CountAsync(BareSearch.Has("Observation.patient!" + asked[i].Key), token)));
    }

    private SearchCase BroadFirstPage() => Find(
        "first page of a broad search", [$"Observation?code={Escape($"{SearchSubjects.Loinc}|{SearchSubjects.BloodPressure}")}&_count={BroadPage}"],
        _ => BareSearch.Has(Token("Observation.code", $"{SearchSubjects.Loinc}|{SearchSubjects.BloodPressure}")), BroadPage);

    private SearchCase Find(string name, IReadOnlyList<string> paths, Func<int, BsonDocument> filter, int limit) =>
        new(name, paths, async (i, token) => new BareResult(await _bare.FindAsync(filter(i), limit, token)))
        {
            Command = i => BareSearch.Command(filter(i), limit),
        };

    /// <summary>Readings of whole names, as the index has them.</summary>
    private async Task<IReadOnlyList<string>> PinyinOfNamesAsync(CancellationToken cancellationToken)
    {
        const string prefix = "Patient.name&";
        var tokens = new BsonDocument("tokens", 1);
        var readings = new List<(string, string)>();
        using var patients = await filled.Resources.FindAsync(
            new BsonDocument("type", "Patient"), new FindOptions<BsonDocument> { Projection = tokens, BatchSize = 1000 }, cancellationToken);
        await patients.ForEachAsync(
            patient => readings.AddRange(patient.GetValue("tokens", new BsonArray()).AsBsonArray
                .Select(t => t.AsString)
                // Longer ones are whole readings, not initials.
                .Where(t => t.StartsWith(prefix, StringComparison.Ordinal) && t.Length >= prefix.Length + 4)
                .Select(t => (t[prefix.Length..], patient["_id"].AsString))),
            cancellationToken);
        return SearchSubjects.Shared(readings);
    }

    /// <summary>The entry of a token with its system; codes are in lower case.</summary>
    private static string Token(string prefix, string value)
    {
        int bar = value.IndexOf('|', StringComparison.Ordinal);
        return $"{prefix}!{value[..bar]}|{value[(bar + 1)..].ToLowerInvariant()}";
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
