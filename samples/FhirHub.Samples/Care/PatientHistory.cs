using FhirHub.Samples.Clinical;
using FhirHub.Samples.Institutions;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Lives a patient's last three years and writes them, from the Patient to the last Claim.</summary>
internal sealed class PatientHistory(CareNetwork network, DateOnly until, ResourceSink sink)
{
    private const int Days = 3 * 365;
    private static readonly Distribution VisitsOfHealthy = new(1, 1, 1, 1, 2, 4, 12);
    private static readonly Distribution VisitsOfIll = new(1, 1, 2, 3, 6, 12, 30);
    private static readonly Distribution VisitsOfVeryIll = new(1, 2, 3, 6, 10, 24, 90);
    private static readonly Distribution StayDays = new(1, 2, 3, 5, 7, 14, 35);
    private static readonly Weighted<Disease> AcuteDiseases = new([.. Diseases.Acute.Select(d => (d, d.Weight))]);
    private static readonly Weighted<InstitutionLevel> Levels = new(
        (InstitutionLevel.Community, 38), (InstitutionLevel.County, 32), (InstitutionLevel.City, 20), (InstitutionLevel.Province, 10));

    private readonly PatientResources _patients = new(sink);
    private readonly EncounterResources _encounters = new(sink);
    private readonly VitalSignResources _vitalSigns = new(sink);
    private readonly LaboratoryResources _laboratory = new(sink);
    private readonly ReportResources _reports = new(sink);
    private readonly PrescriptionResources _prescriptions = new(until, sink);
    private readonly ClaimResources _claims = new(sink);
    private readonly AppointmentResources _appointments = new(until, sink);

    public void Write(SeededRandom random, PatientFile file)
    {
        var today = until.ToDateTime(TimeOnly.MinValue);
        FindProblems(random, file, file.AgeOn(today));
        _patients.Write(random, file, until);
        var last = (file.Died ?? until).AddDays(-1);
        var first = last.AddDays(-Days) > file.Person.Birth ? last.AddDays(-Days) : file.Person.Birth;
        int span = last.DayNumber - first.DayNumber;
        var visits = file.Problems.Count switch { 0 => VisitsOfHealthy, 1 => VisitsOfIll, _ => VisitsOfVeryIll };
        int[] days = [.. Enumerable.Range(0, visits.Sample(random)).Select(_ => random.Below(span + 1)).Order()];
        var free = DateTime.MinValue;
        foreach (int day in days)
        {
            var date = first.AddDays(day).ToDateTime(TimeOnly.MinValue);
            // Nobody sees a doctor elsewhere while in hospital, nor twice a day.
            if (date >= free)
                free = WriteVisit(random, file, date, last).End.Date.AddDays(1);
        }

        if (file.Died is null && random.Chance(180))
        {
            var department = Choose(random, file, ChooseDisease(random, file, file.AgeOn(today))).Department;
            _appointments.Write(random, file, department, random.Pick(department.Doctors));
        }
    }

    private static void FindProblems(SeededRandom random, PatientFile file, int age)
    {
        foreach (var disease in Diseases.Chronic)
        {
            // From the age where it begins, as likely at 70 as its weight says.
            int share = disease.Weight * (age - disease.FromAge) / (70 - disease.FromAge);
            if (disease.Meets(file.Person.Sex, age) && random.Chance(share))
                file.Suffer(disease);
        }
    }

    private Visit WriteVisit(SeededRandom random, PatientFile file, DateTime date, DateOnly last)
    {
        var disease = ChooseDisease(random, file, file.AgeOn(date));
        bool stay = random.Chance(disease.Inpatient);
        var (institution, department) = stay || disease.Urgent ? ChooseHospital(random, file, disease) : Choose(random, file, disease);
        var start = date.AddHours(disease.Urgent ? random.Below(24) : random.Between(8, 16)).AddMinutes(random.Below(60)).AddSeconds(random.Below(60));
        var end = stay ? date.AddDays(StayDays.Sample(random)).AddHours(10) : start.AddMinutes(random.Between(12, 75));
        var lastMinute = last.ToDateTime(new TimeOnly(23, 59));
        var visit = new Visit
        {
            File = file,
            EncounterId = file.NextEncounter(),
            Institution = institution,
            Department = department,
            Doctor = institution == file.Community && file.FamilyDoctor is { } own ? own : random.Pick(department.Doctors),
            Disease = disease,
            Start = start,
            End = end > lastMinute ? (start > lastMinute ? start : lastMinute) : end,
            Kind = stay ? VisitKind.Inpatient : disease.Urgent ? VisitKind.Emergency : VisitKind.Outpatient,
        };
        _encounters.Write(random, visit);
        _vitalSigns.Write(random, visit);
        _laboratory.Write(random, visit);
        _reports.Write(random, visit);
        _prescriptions.Write(random, visit);
        _claims.Write(random, visit);
        return visit;
    }

    private static Disease ChooseDisease(SeededRandom random, PatientFile file, int age)
    {
        if (file.Problems.Count > 0 && random.Chance(700))
            return random.Pick(file.Problems).Disease;
        while (true)
        {
            var disease = AcuteDiseases.Pick(random);
            if (disease.Meets(file.Person.Sex, age))
                return disease;
        }
    }

    private (Institution Institution, Department Department) Choose(SeededRandom random, PatientFile file, Disease disease)
    {
        var level = Levels.Pick(random);
        var institution = level == InstitutionLevel.Community ? file.Community : network.Hospital(level, file.Home.County);
        return (institution, institution.DepartmentFor(disease.Specialty));
    }

    private (Institution Institution, Department Department) ChooseHospital(SeededRandom random, PatientFile file, Disease disease)
    {
        while (true)
        {
            var choice = Choose(random, file, disease);
            if (choice.Institution.Level != InstitutionLevel.Community)
                return choice;
        }
    }
}
