using FhirHub.Samples.Institutions;
using FhirHub.Samples.People;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Writes a patient: Patient and Coverage.</summary>
internal sealed class PatientResources(ResourceSink sink)
{
    private const string Hexadecimal = "0123456789ABCDEF";
    private static readonly (string Code, string Text)[] Kin = [("SPS", "配偶"), ("CHILD", "子女"), ("PRN", "父母"), ("SIB", "兄弟姐妹")];

    public void Write(SeededRandom random, PatientFile file, DateOnly until)
    {
        sink.Add("Patient", file.Id, (random, file, until), static (w, s) => WritePatient(w, s.random, s.file, s.until));
        sink.Add("Coverage", file.CoverageId, (random, file), static (w, s) => WriteCoverage(w, s.random, s.file));
    }

    private static void WritePatient(ResourceWriter writer, SeededRandom random, PatientFile file, DateOnly until)
    {
        var person = file.Person;
        writer.OpenList("extension"u8).Open()
            .Member("url"u8, Systems.EthnicityExtension)
            .Open("valueCoding"u8).Member("system"u8, Systems.Ethnicity).Member("code"u8, person.Ethnicity.Code).Member("display"u8, person.Ethnicity.Name).Close()
            .Close().CloseList();
        WriteIdentifiers(writer, random, file);
        writer.Member("active"u8, file.Died is null).OpenList("name"u8);
        person.Name.Write(writer).CloseList()
            .OpenList("telecom"u8).Phone(person.Phone, "mobile"u8).CloseList()
            .Member("gender"u8, person.Gender)
            .Member("birthDate"u8, person.Birth);
        if (file.Died is { } died)
            writer.Member("deceasedDateTime"u8, died);
        writer.OpenList("address"u8);
        file.Home.Write(writer, "home"u8).CloseList();
        int age = file.AgeOn(until.ToDateTime(TimeOnly.MinValue));
        var (code, text) = MaritalStatus(random, age);
        writer.Concept("maritalStatus"u8, Systems.Hl7 + "v3-MaritalStatus", code, text: text);
        if (age < 18 || random.Chance(400))
            WriteContact(writer, random, person, age);
        if (file.FamilyDoctor is { } doctor)
            writer.References("generalPractitioner"u8, "Practitioner", doctor.Id, doctor.Person.Name.Text);
        writer.Reference("managingOrganization"u8, "Organization", file.Community.Id, file.Community.Name);
    }

    private static void WriteIdentifiers(ResourceWriter writer, SeededRandom random, PatientFile file)
    {
        writer.OpenList("identifier"u8)
            .OpenIdentifier("official"u8, "NI", "居民身份证号码", Systems.IdentityNumber, file.Person.IdentityNumber).Close();
        if (random.Chance(750))
        {
            string card = string.Create(64, random, static (digits, r) =>
            {
                foreach (ref char digit in digits)
                    digit = Hexadecimal[r.Below(16)];
            });
            writer.OpenIdentifier("usual"u8, "HC", "电子健康卡", Systems.HealthCard, card).Close();
        }

        writer.OpenIdentifier("secondary"u8, "MR", "门诊号", Systems.OutpatientNumber, $"{file.Community.Id[3..]}{file.Id[1..].PadLeft(8, '0')}")
            .Reference("assigner"u8, "Organization", file.Community.Id)
            .Close()
            .CloseList();
    }

    private static void WriteContact(ResourceWriter writer, SeededRandom random, Person person, int age)
    {
        var (code, text) = age < 18 ? Kin[2] : random.Pick(Kin);
        var sex = random.Chance(500) ? Sex.Male : Sex.Female;
        int birthYear = person.Birth.Year + (code == "PRN" ? -28 : code == "CHILD" ? 26 : 0);
        var name = person.Name.Family is { } family && code != "SPS" && person.Ethnicity.Naming == Naming.Han
            ? PersonName.WithSurname(family, random, sex, birthYear)
            : PersonName.Of(random, person.Ethnicity.Naming, sex, birthYear);
        writer.OpenList("contact"u8).Open().Concepts("relationship"u8, Systems.Hl7 + "v3-RoleCode", code, text: text);
        name.WriteMember(writer)
            .OpenList("telecom"u8).Phone(PhoneNumbers.Mobile(random), "mobile"u8).CloseList()
            .Close().CloseList();
    }

    private static (string Code, string Text) MaritalStatus(SeededRandom random, int age) => age switch
    {
        < 22 => ("S", "未婚"),
        < 30 when random.Chance(550) => ("S", "未婚"),
        < 60 => random.Chance(80) ? ("D", "离婚") : ("M", "已婚"),
        _ => random.Chance(age * 5) ? ("W", "丧偶") : ("M", "已婚"),
    };

    private static void WriteCoverage(ResourceWriter writer, SeededRandom random, PatientFile file)
    {
        var prefecture = file.Home.County.Prefecture;
        var begin = new DateOnly(2010, 1, 1);
        bool employed = random.Chance(file.Home.County.IsUrban ? 550 : 200);
        writer.Member("status"u8, file.Died is null ? "active"u8 : "cancelled"u8);
        writer.Concept("type"u8, Systems.Insurance, employed ? "310" : "390", employed ? "职工基本医疗保险" : "城乡居民基本医疗保险")
            .Reference("subscriber"u8, "Patient", file.Id)
            .Member("subscriberId"u8, file.Person.IdentityNumber)
            .Reference("beneficiary"u8, "Patient", file.Id, file.Person.Name.Text)
            .Concept("relationship"u8, Systems.Hl7 + "subscriber-relationship", "self")
            .Open("period"u8).Member("start"u8, file.Person.Birth > begin ? file.Person.Birth : begin).Close()
            .References("payor"u8, "Organization", CareNetwork.InsurerId(prefecture), prefecture.Name + "医疗保障局");
    }
}
