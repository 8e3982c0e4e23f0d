using System.Globalization;
using System.Text.Json.Nodes;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Province;

/// <summary>Doctors, where they work, and when.</summary>
internal static class StaffStage
{
    private const int DoctorsOfATrack = 15;

    public static ProvinceStage Of(ProvinceScript script, Cast cast, ProvinceOptions options)
    {
        var doctors = cast.Doctors.ToList();
        var tracks = doctors.Chunk(DoctorsOfATrack).Select((chunk, n) => new ProvinceTrack
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"staff-{n + 1}"),
            Units = chunk.Length,
            Resources = [.. chunk.SelectMany(d => ResourcesOf(d, script, options)).Select(r => r.Stored())],
        });
        return new ProvinceStage("Doctors and their schedules", "doctors", doctors.Count, tracks);
    }

    private static IEnumerable<JsonObject> ResourcesOf(CastDoctor doctor, ProvinceScript script, ProvinceOptions options)
    {
        string licence = string.Create(CultureInfo.InvariantCulture, $"110{doctor.Institution.County.Prefecture.Province.Code}{options.Seed % 10_000:D4}{doctor.Number:D6}");
        yield return Nodes.Resource(
            "Practitioner", doctor.Id, "cn-practitioner",
            ("identifier", Nodes.List(Nodes.Identifier(Systems.Licence, licence))),
            ("active", true),
            ("name", Nodes.List(Nodes.Name(doctor.Person.Name))),
            ("telecom", Nodes.List(Nodes.Phone(doctor.Person.Phone, "work"))),
            ("gender", doctor.Person.Sex == People.Sex.Male ? "male" : "female"),
            ("birthDate", Nodes.Day(doctor.Person.Birth)),
            ("qualification", Nodes.List(new JsonObject { ["code"] = Nodes.Concept(Systems.Title, doctor.Title.Code, doctor.Title.Name) })));
        string[] functions = doctor.Institution.IsPrimary ? ["general-practitioner", "family-doctor"] : ["specialist"];
        yield return Nodes.Resource(
            "PractitionerRole", doctor.Id + "-role", "cn-practitioner-role",
            ("active", true),
            ("practitioner", Nodes.Reference(doctor.Reference, doctor.Person.Name.Text)),
            ("organization", Nodes.Reference(doctor.Institution.Reference, doctor.Institution.Name)),
            ("code", Nodes.List(functions.Select(f => Nodes.Concept(Cn.Codes + "practitioner-function", f)))),
            ("specialty", Nodes.List(Department(doctor, script))),
            ("location", Nodes.List(Nodes.Reference("Location/" + doctor.Institution.LocationId))));
        var (first, last) = SourceTimes.SpanOf(doctor, options);
        yield return Nodes.Resource(
            "Schedule", doctor.ScheduleId, "cn-schedule",
            ("active", true),
            ("serviceType", Nodes.List(Department(doctor, script))),
            ("actor", Nodes.List(Nodes.Reference(doctor.RoleReference), Nodes.Reference(doctor.Reference, doctor.Person.Name.Text))),
            ("planningHorizon", new JsonObject { ["start"] = Nodes.Day(first), ["end"] = Nodes.Day(last) }));
    }

    private static JsonObject Department(CastDoctor doctor, ProvinceScript script) =>
        new() { ["coding"] = new JsonArray(Nodes.Coding(Systems.Department, doctor.Department, script.Departments[doctor.Department])) };
}
