using FhirHub.Samples.Places;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Institutions;

/// <summary>Writes an institution: Organization, Location, an Organization for each department, and who works there.</summary>
internal sealed class InstitutionResources(SeededRandom random, DateOnly until, ResourceSink sink)
{
    private readonly DoctorResources _doctors = new(until, sink);

    public void WriteInsurer(Prefecture prefecture) => sink.Add("Organization", CareNetwork.InsurerId(prefecture), prefecture, static (w, p) => w
        .Member("active"u8, true)
        .Concepts("type"u8, Systems.Hl7 + "organization-type", "ins", "Insurance Company", "医疗保障经办机构")
        .Member("name"u8, p.Name + "医疗保障局"));

    public void Write(Institution institution)
    {
        sink.Add("Organization", institution.Id, institution, static (w, i) => WriteOrganization(w, i));
        // The seat of the prefecture is known; institutions lie around it, within about 30 km.
        (int North, int East) away = (random.Between(-2500, 2500), random.Between(-3000, 3000));
        sink.Add("Location", institution.LocationId, (institution, away), static (w, s) => WriteLocation(w, s.institution, s.away));
        foreach (var department in institution.Departments)
        {
            sink.Add("Organization", department.Id, (institution, department), static (w, s) => w
                .Member("active"u8, true)
                .Concepts("type"u8, Systems.Hl7 + "organization-type", "dept", "Hospital Department")
                .Member("name"u8, s.institution.Name + s.department.Specialty.Name)
                .Reference("partOf"u8, "Organization", s.institution.Id, s.institution.Name));
            foreach (var doctor in department.Doctors)
                _doctors.Write(institution, department, doctor);
        }
    }

    private static void WriteOrganization(ResourceWriter writer, Institution institution)
    {
        var (code, text) = institution.Level switch
        {
            InstitutionLevel.County => ("secondary", "二级医院"),
            InstitutionLevel.Community => ("primary", "基层医疗卫生机构"),
            _ => ("tertiary", "三级医院"),
        };
        writer.OpenList("identifier"u8)
            .OpenIdentifier("official"u8, "XX", "统一社会信用代码", Systems.CreditCode, institution.CreditCode).Close()
            .CloseList()
            .Member("active"u8, true)
            .OpenList("type"u8)
            .Open().OpenList("coding"u8).Coding(Systems.Hl7 + "organization-type", "prov", "Healthcare Provider").CloseList().Close()
            .Open().OpenList("coding"u8).Coding(Systems.InstitutionLevel, code, text).CloseList().Member("text"u8, text).Close()
            .CloseList()
            .Member("name"u8, institution.Name)
            .OpenList("telecom"u8).Phone(institution.Phone, "work"u8).CloseList()
            .OpenList("address"u8);
        institution.Address.Write(writer, "work"u8).CloseList();
    }

    private static void WriteLocation(ResourceWriter writer, Institution institution, (int North, int East) away)
    {
        var prefecture = institution.County.Prefecture;
        writer.Member("status"u8, "active"u8).Member("name"u8, institution.Name).Member("mode"u8, "instance"u8);
        institution.Address.WriteMember(writer)
            .Open("position"u8)
            .Number("longitude"u8, prefecture.Longitude * 100L + away.East, 4)
            .Number("latitude"u8, prefecture.Latitude * 100L + away.North, 4)
            .Close()
            .Reference("managingOrganization"u8, "Organization", institution.Id);
    }
}
