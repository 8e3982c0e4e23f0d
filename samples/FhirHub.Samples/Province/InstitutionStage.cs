using System.Globalization;
using System.Text.Json.Nodes;

namespace FhirHub.Samples.Province;

/// <summary>Institutions with their sites, beds and teams, and the alliances between them.</summary>
internal static class InstitutionStage
{
    public static ProvinceStage Of(ProvinceScript script, Cast cast, ProvinceOptions options)
    {
        List<ProvinceTrack> tracks =
        [
            .. cast.Institutions.Select(i => new ProvinceTrack { Name = "institution-" + i.Id, Resources = [.. ResourcesOf(i).Select(r => r.Stored())] }),
            .. script.Alliances.Select((a, n) => new ProvinceTrack { Name = $"alliance-{n + 1}", Resources = [.. Affiliations(a, n + 1, cast, options).Select(r => r.Stored())] }),
        ];
        return new ProvinceStage("Institutions and alliances", "institutions", tracks.Count, tracks);
    }

    private static IEnumerable<JsonObject> ResourcesOf(CastInstitution institution)
    {
        yield return Nodes.Resource(
            "Organization", institution.Id, "cn-organization",
            ("extension", Nodes.List(Nodes.Division(institution.County))),
            ("identifier", Nodes.List(Nodes.Identifier(Writing.Systems.CreditCode, institution.CreditCode))),
            ("active", true),
            ("type", Nodes.List(Kind("institution-level", institution.Line.Level), Kind("institution-ownership", institution.Line.Ownership), Kind("institution-kind", institution.Line.Kind))),
            ("name", institution.Name),
            ("telecom", Nodes.List(Nodes.Phone(institution.Phone, "work"))),
            ("address", Nodes.List(Nodes.Address(institution.Address, "work"))));
        yield return Nodes.Resource(
            "Location", institution.LocationId, "cn-location",
            ("extension", Nodes.List(Nodes.Division(institution.County))),
            ("status", "active"),
            ("name", institution.Name),
            ("mode", "instance"),
            ("address", Nodes.Address(institution.Address, "work")),
            ("position", new JsonObject { ["longitude"] = Degrees(institution.Position.East), ["latitude"] = Degrees(institution.Position.North) }),
            ("managingOrganization", Nodes.Reference(institution.Reference)));
        int number = 0;
        foreach (string bed in institution.BedIds)
            yield return Bed(institution, bed, ++number);
        if (institution.IsPrimary)
            yield return Team(institution);
    }

    private static JsonObject Bed(CastInstitution institution, string id, int number) => Nodes.Resource(
        "Location", id, "cn-location",
        ("status", "active"),
        ("operationalStatus", Nodes.Coding("http://terminology.hl7.org/CodeSystem/v2-0116", "U", "Unoccupied")),
        ("name", string.Create(CultureInfo.InvariantCulture, $"{institution.Name}转诊预留床位{number}")),
        ("mode", "instance"),
        ("physicalType", Nodes.Concept(Cn.Hl7 + "location-physical-type", "bd")),
        ("managingOrganization", Nodes.Reference(institution.Reference)),
        ("partOf", Nodes.Reference("Location/" + institution.LocationId)));

    /// <summary>That residents sign with.</summary>
    private static JsonObject Team(CastInstitution institution) => Nodes.Resource(
        "CareTeam", institution.TeamId, "cn-care-team",
        ("status", "active"),
        ("name", institution.Name + "家庭医生团队"),
        ("participant", Nodes.List(institution.Doctors.Select(d => new JsonObject
        {
            ["role"] = Nodes.List(Nodes.Concept(Cn.Codes + "practitioner-function", "family-doctor")),
            ["member"] = Nodes.Reference(d.Reference, d.Person.Name.Text),
        }))),
        ("managingOrganization", Nodes.List(Nodes.Reference(institution.Reference))));

    private static IEnumerable<JsonObject> Affiliations(AllianceLine alliance, int number, Cast cast, ProvinceOptions options)
    {
        var lead = cast.Named(alliance.Lead)[0];
        return alliance.Members.SelectMany(cast.Named).Where(m => m != lead).Select((member, i) => Nodes.Resource(
            "OrganizationAffiliation", string.Create(CultureInfo.InvariantCulture, $"{cast.Prefix}-alliance{number}-{i + 1}"), "cn-organization-affiliation",
            ("active", true),
            ("period", new JsonObject { ["start"] = Nodes.Day(new DateOnly(options.From.Year - 1, 1, 1)) }),
            ("organization", Nodes.Reference(lead.Reference, lead.Name)),
            ("participatingOrganization", Nodes.Reference(member.Reference, member.Name)),
            ("code", Nodes.List(Nodes.Concept(Cn.Codes + "alliance-kind", alliance.Kind)))));
    }

    private static JsonObject Kind(string system, string code) => Nodes.Concept(Cn.Codes + system, code);

    private static JsonNode? Degrees(int tenThousandths) => JsonNode.Parse((tenThousandths / 10_000m).ToString("F4", CultureInfo.InvariantCulture));
}
