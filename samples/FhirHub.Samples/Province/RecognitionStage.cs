using System.Globalization;
using System.Text.Json.Nodes;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Province;

/// <summary>What institutions decided of the results of others: used instead of a new test, or refused for a reason.</summary>
internal sealed class RecognitionStage(ProvinceScript script, Cast cast, ProvinceOptions options)
{
    public ProvinceStage Stage()
    {
        var tracks = script.Results.SelectMany((line, n) => Enumerable.Range(0, Math.Min(line.Use?.Count ?? 0, ResultStage.CountOf(line, cast))).Select(i => TrackOf(line, n, i))).ToList();
        return new ProvinceStage("Recognition of results", "decisions", tracks.Count, tracks);
    }

    private ProvinceTrack TrackOf(ResultLine line, int number, int index)
    {
        var use = line.Use!;
        var requester = cast.Named(use.Requester, index);
        string report = ResultStage.IdOf(cast, number, index);
        return new ProvinceTrack
        {
            Name = "recognition-" + report,
            Resources = [Visit(report, requester, ResultStage.ResidentOf(cast, number, index)).Stored()],
            Calls =
            [
                new ProvinceCall
                {
                    Name = use.Step,
                    Path = $"DiagnosticReport/{report}/${use.Step}",
                    Organization = requester.Reference,
                    Body = Nodes.Parameters(
                        Nodes.Points("encounter", $"Encounter/{report}-visit"),
                        Nodes.Points("requester", requester.Reference),
                        use.Reason is { } reason ? Nodes.Parameter("reason", "valueCoding", Nodes.Coding(Cn.Codes + "recognition-refusal", reason)) : null,
                        use.Reason == "other" ? Nodes.Parameter("note", "valueString", line.Name) : null),
                },
            ],
        };
    }

    /// <summary>At which it was decided.</summary>
    private JsonObject Visit(string report, CastInstitution at, CastResident resident)
    {
        var doctor = at.Doctors[resident.Number % at.Doctors.Count];
        var day = options.From.AddDays(-1);
        return Nodes.Resource(
            "Encounter", report + "-visit", "cn-encounter",
            ("status", "finished"),
            ("class", Nodes.Coding(Cn.Hl7 + "v3-ActCode", "AMB", "ambulatory")),
            ("type", Nodes.List(Nodes.Concept(Cn.Codes + "visit-kind", "follow-up"))),
            ("serviceType", new JsonObject { ["coding"] = new JsonArray(Nodes.Coding(Systems.Department, doctor.Department, script.Departments[doctor.Department])) }),
            ("subject", Nodes.Reference(resident.Reference, resident.Person.Name.Text)),
            ("participant", Nodes.List(new JsonObject { ["individual"] = Nodes.Reference(doctor.Reference, doctor.Person.Name.Text) })),
            ("period", new JsonObject { ["start"] = Nodes.Time(day, 9), ["end"] = Nodes.Time(day, 9, 40) }),
            ("reasonCode", Nodes.List(new JsonObject { ["text"] = "复诊" })),
            ("serviceProvider", Nodes.Reference(at.Reference, at.Name)));
    }
}
