using System.Globalization;
using System.Text.Json.Nodes;

namespace FhirHub.Samples.Province;

/// <summary>Contracts with family doctors: they open the green channel and reserved sources.</summary>
internal static class SigningStage
{
    private const int ContractsOfATrack = 50;

    public static ProvinceStage Of(Cast cast, ProvinceOptions options)
    {
        var signed = cast.Residents.Where(r => r.IsSigned).ToList();
        var tracks = signed.Chunk(ContractsOfATrack).Select((chunk, n) => new ProvinceTrack
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"signing-{n + 1}"),
            Units = chunk.Length,
            Resources = [.. chunk.Select(r => ContractOf(r, cast, options).Stored())],
        });
        return new ProvinceStage("Contracts with family doctors", "contracts", signed.Count, tracks);
    }

    private static JsonObject ContractOf(CastResident resident, Cast cast, ProvinceOptions options)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"{cast.Prefix}-signing{resident.Number}");
        int age = options.From.Year - resident.Person.Birth.Year;
        string group = age switch { >= 65 => "elderly", < 7 => "child", _ => "chronic" };
        return Nodes.Resource(
            "CarePlan", number, "cn-family-doctor-signing",
            ("identifier", Nodes.List(Nodes.Identifier(Cn.Numbers + "family-doctor-contract", "QY-" + number))),
            ("status", "active"),
            ("intent", "plan"),
            ("category", Nodes.List(Nodes.Concept(Cn.Codes + "plan-kind", "family-doctor-signing"), Nodes.Concept(Cn.Codes + "signing-group", group))),
            ("title", "家庭医生签约服务协议"),
            ("subject", Nodes.Reference(resident.Reference, resident.Person.Name.Text)),
            ("period", new JsonObject { ["start"] = Nodes.Day(options.From.AddDays(-60)), ["end"] = Nodes.Day(options.From.AddDays(304)) }),
            ("author", Nodes.Reference(resident.FamilyDoctor.Reference, resident.FamilyDoctor.Person.Name.Text)),
            ("careTeam", Nodes.List(Nodes.Reference("CareTeam/" + resident.Community.TeamId))),
            ("activity", Nodes.List(Service("consultation"), Service("referral-booking"))));
    }

    private static JsonObject Service(string code) =>
        new() { ["detail"] = new JsonObject { ["code"] = Nodes.Concept(Cn.Codes + "signing-service", code), ["status"] = "in-progress" } };
}
