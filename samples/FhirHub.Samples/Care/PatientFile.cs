using FhirHub.Samples.Clinical;
using FhirHub.Samples.Institutions;
using FhirHub.Samples.People;
using FhirHub.Samples.Places;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Care;

/// <summary>What is known of a patient while their history is written, and the numbers of what was written.</summary>
internal sealed class PatientFile
{
    private readonly int[] _places;
    private int _observations;
    private int _encounters;
    private int _conditions;
    private int _reports;
    private int _prescriptions;
    private int _claims;
    private int _appointments;

    public PatientFile(SeededRandom random, int number, Person person, PostalAddress home)
    {
        Id = $"p{number}";
        Person = person;
        Home = home;
        Build = BodyBuild.Of(random, person.Sex);
        PressurePlace = random.Below(Distribution.Whole + 1);
        _places = new int[Laboratory.Count];
        foreach (ref int place in _places.AsSpan())
            place = random.Below(Distribution.Whole + 1);
    }

    public string Id { get; }

    public Person Person { get; }

    public PostalAddress Home { get; }

    public BodyBuild Build { get; }

    /// <summary>Where in the distribution of blood pressures the person is.</summary>
    public int PressurePlace { get; private set; }

    /// <summary>The community centre of the person.</summary>
    public required Institution Community { get; init; }

    /// <summary>The family doctor; null without a contract.</summary>
    public Doctor? FamilyDoctor { get; init; }

    /// <summary>Last day of life; null of the living.</summary>
    public DateOnly? Died { get; init; }

    /// <summary>Chronic diseases and their Conditions, in the order of their finding; the Condition is null until then.</summary>
    public List<(Disease Disease, string? ConditionId)> Problems { get; } = [];

    public string CoverageId => Id + "-coverage";

    public int AgeOn(DateTime time) => (time.Year * 10000 + time.Month * 100 + time.Day - (Person.Birth.Year * 10000 + Person.Birth.Month * 100 + Person.Birth.Day)) / 10000;

    /// <summary>Where in the distribution of a test the person is.</summary>
    public int PlaceOf(LabTest test) => _places[test.Index];

    public void Suffer(Disease disease)
    {
        Problems.Add((disease, null));
        foreach (var test in disease.Raises)
            _places[test.Index] = High(_places[test.Index]);
        if (disease.HighPressure)
            PressurePlace = High(PressurePlace);
    }

    public string NextObservation() => $"{Id}-o{++_observations}";

    public string NextEncounter() => $"{Id}-e{++_encounters}";

    public string NextCondition() => $"{Id}-c{++_conditions}";

    public string NextReport() => $"{Id}-r{++_reports}";

    public string NextPrescription() => $"{Id}-m{++_prescriptions}";

    public string NextClaim() => $"{Id}-b{++_claims}";

    public string NextAppointment() => $"{Id}-a{++_appointments}";

    /// <summary>The same order among the upper fifth.</summary>
    private static int High(int place) => Distribution.Whole * 4 / 5 + place / 5;
}
