using System.Text.Json;
using FhirHub.Samples;

namespace FhirHub.Benchmarks.Search;

/// <summary>
/// Whom and what the searches ask for, chosen so that answers are of about the same size whatever the size of the database: patients with
/// ten blood pressures or more, beginnings of names that about a dozen people share.
/// </summary>
internal sealed class SearchSubjects
{
    public const string BloodPressure = "85354-9";
    public const string Loinc = "http://loinc.org";
    private const int Wanted = 64;
    private const int SharedBy = 12;

    private readonly List<PatientSubject> _patients = [];
    private readonly List<string> _claims = [];

    private SearchSubjects()
    {
    }

    /// <summary>Any patients.</summary>
    public IReadOnlyList<PatientSubject> Patients => Spread(_patients);

    /// <summary>Patients with at least ten blood pressures, or those with the most.</summary>
    public IReadOnlyList<PatientSubject> WithPressures => Spread(AtLeast(p => p.Pressures, 10));

    /// <summary>Patients with at least ten prescriptions, or those with the most.</summary>
    public IReadOnlyList<PatientSubject> WithPrescriptions => Spread(AtLeast(p => p.Prescriptions, 10));

    /// <summary>Patients with 50 to 100 observations, or those nearest to it.</summary>
    public IReadOnlyList<PatientSubject> WithObservations => Spread([.. _patients.OrderBy(p => Math.Max(0, Math.Abs(p.Observations - 75) - 25)).Take(Wanted)]);

    /// <summary>Numbers of claims.</summary>
    public IReadOnlyList<string> Claims => Spread(_claims);

    /// <summary>Beginnings of names, in Chinese characters.</summary>
    public IReadOnlyList<string> NameBeginnings => Shared(_patients.SelectMany(p => Beginnings(p.Name).Select(b => (Text: b, p.Key))));

    public static SearchSubjects Of(SampleData data)
    {
        var subjects = new SearchSubjects();
        foreach (var resource in data.Resources())
            subjects.Look(resource);
        return subjects;
    }

    /// <summary>Those of the texts that about a dozen have, or a number nearest to it.</summary>
    /// <param name="all">Each text with who has it.</param>
    public static IReadOnlyList<string> Shared(IEnumerable<(string Text, string Key)> all) =>
        Spread([.. all.Distinct().CountBy(t => t.Text).OrderBy(t => Math.Abs(t.Value - SharedBy)).ThenBy(t => t.Key, StringComparer.Ordinal).Take(Wanted).Select(t => t.Key)]);

    private void Look(SampleResource resource)
    {
        switch (resource.Type)
        {
            case "Patient":
                _patients.Add(PatientSubject.Of(resource));
                break;
            // What belongs to a patient comes after them, before the next.
            case "Observation":
                _patients[^1].Observations++;
                if (resource.Json.Span.IndexOf("\"85354-9\""u8) >= 0)
                    _patients[^1].Pressures++;
                break;
            case "MedicationRequest":
                _patients[^1].Prescriptions++;
                break;
            case "Claim":
                using (var claim = JsonDocument.Parse(resource.Json))
                    _claims.Add(claim.RootElement.GetProperty("identifier")[0].GetProperty("value").GetString()!);
                break;
        }
    }

    private List<PatientSubject> AtLeast(Func<PatientSubject, int> count, int least)
    {
        var enough = _patients.Where(p => count(p) >= least).ToList();
        return enough.Count >= Wanted / 4 ? enough : [.. _patients.OrderByDescending(count).Take(Wanted / 4)];
    }

    private static IEnumerable<string> Beginnings(string name) => Enumerable.Range(1, name.Length).Select(l => name[..l]);

    private static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> all) => all.Count <= Wanted
        ? all
        : [.. Enumerable.Range(0, Wanted).Select(i => all[(int)((long)i * all.Count / Wanted)])];
}
