using System.Text.Json.Nodes;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Province;

/// <summary>What goes along with a referral: the request itself, documents, consent, and of one down treatment and plan.</summary>
internal sealed class ReferralPapers(ReferralCase about, ProvinceOptions options)
{
    private DateOnly Written => options.From.AddDays(-1);

    /// <param name="id">Null where the server gives one.</param>
    /// <param name="status">draft or active.</param>
    public JsonObject Request(string? id, string status)
    {
        var line = about.Line;
        return Nodes.Resource(
            "ServiceRequest", id, about.IsCollaboration ? "cn-service-request" : "cn-referral",
            ("extension", about.IsCollaboration ? null : Nodes.List(Extensions())),
            ("identifier", Nodes.List(Nodes.Identifier(Cn.ReferralNumbers, about.Number))),
            ("status", status),
            ("intent", "order"),
            ("category", Nodes.List(Nodes.Concept(Cn.Codes + "collaboration-kind", line.Kind))),
            ("priority", line.Priority),
            ("code", Nodes.Concept(about.IsCollaboration ? Systems.Loinc : Cn.Codes + "referral-reason", line.Reason.Code, line.Reason.Text)),
            ("subject", Nodes.Reference(about.Resident.Reference)),
            ("authoredOn", Nodes.Time(Written, 9, 20)),
            ("requester", Nodes.Reference(about.Sender.RoleReference, about.Sender.Person.Name.Text)),
            ("performerType", Nodes.Concept(Systems.Department, line.Department)),
            ("performer", Nodes.List(Nodes.Reference(about.To.Reference, about.To.Name))),
            ("reasonCode", Nodes.List(Diagnosis())));
    }

    /// <summary>A document of one section.</summary>
    public JsonObject Document(string title, string loinc, string text, CastInstitution keeper, CastDoctor author) => Nodes.Resource(
        "Composition", null, "cn-composition",
        ("status", "final"),
        ("type", Nodes.Concept(Systems.Loinc, loinc)),
        ("subject", Nodes.Reference(about.Resident.Reference)),
        ("date", Nodes.Time(Written, 9, 18)),
        ("author", Nodes.List(Nodes.Reference(author.Reference, author.Person.Name.Text))),
        ("title", title),
        ("custodian", Nodes.Reference(keeper.Reference)),
        ("section", Nodes.List(new JsonObject
        {
            ["title"] = title,
            ["text"] = new JsonObject { ["status"] = "additional", ["div"] = $"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{text}</p></div>" },
        })));

    public JsonObject Consent() => Nodes.Resource(
        "Consent", null, "cn-consent",
        ("status", "active"),
        ("scope", Nodes.Concept(Cn.Hl7 + "consentscope", "patient-privacy")),
        ("category", Nodes.List(Nodes.Concept(Cn.Codes + "consent-kind", "referral"))),
        ("patient", Nodes.Reference(about.Resident.Reference)),
        ("dateTime", Nodes.Time(Written, 9, 15)),
        ("performer", Nodes.List(Nodes.Reference(about.Resident.Reference))),
        ("organization", Nodes.List(Nodes.Reference(about.From.Reference))),
        ("policyRule", new JsonObject { ["text"] = "转诊知情同意书" }));

    /// <summary>The stay in hospital that ended.</summary>
    public JsonObject Treatment(string department) => Nodes.Resource(
        "Encounter", about.Id + "-treatment", "cn-encounter",
        ("identifier", Nodes.List(Nodes.Identifier("urn:oid:2.16.156.10011.1.12", "ZY-" + about.Id))),
        ("status", "finished"),
        ("class", Nodes.Coding(Cn.Hl7 + "v3-ActCode", "IMP", "inpatient encounter")),
        ("serviceType", new JsonObject { ["coding"] = new JsonArray(Nodes.Coding(Systems.Department, about.Sender.Department, department)) }),
        ("subject", Nodes.Reference(about.Resident.Reference, about.Resident.Person.Name.Text)),
        ("participant", Nodes.List(new JsonObject { ["individual"] = Nodes.Reference(about.Sender.Reference, about.Sender.Person.Name.Text) })),
        ("period", new JsonObject { ["start"] = Nodes.Time(options.From.AddDays(-11), 10), ["end"] = Nodes.Time(options.From.AddDays(-1), 8, 30) }),
        ("reasonCode", Nodes.List(Diagnosis())),
        ("hospitalization", new JsonObject { ["dischargeDisposition"] = Nodes.Concept(Cn.Hl7 + "discharge-disposition", "home", "医嘱转社区卫生服务机构") }),
        ("serviceProvider", Nodes.Reference(about.From.Reference, about.From.Name)));

    public JsonObject Plan() => Nodes.Resource(
        "CarePlan", null, "cn-care-plan",
        ("status", "active"),
        ("intent", "plan"),
        ("category", Nodes.List(Nodes.Concept(Cn.Codes + "plan-kind", "rehabilitation"))),
        ("title", about.Line.Diagnosis.Text + "社区康复"),
        ("subject", Nodes.Reference(about.Resident.Reference)),
        ("period", new JsonObject { ["start"] = Nodes.Day(options.From), ["end"] = Nodes.Day(options.From.AddDays(90)) }),
        ("author", Nodes.Reference(about.Sender.Reference)),
        ("activity", Nodes.List(Activity("按医嘱用药，每两周随访血压和心率"), Activity("循序渐进康复训练，每日 30 分钟"))));

    private IEnumerable<JsonObject> Extensions()
    {
        yield return Nodes.Extension("referral-direction", "valueCoding", Nodes.Coding(Cn.Codes + "referral-direction", about.Line.Direction!));
        yield return Nodes.Extension("patient-choice", "valueReference", Nodes.Reference(about.To.Reference));
        yield return Nodes.Extension("expert-recommendation", "valueReference", Nodes.Reference(about.Doctor.Reference));
    }

    private JsonObject Diagnosis() => Nodes.Concept(Systems.Icd10, about.Line.Diagnosis.Code, about.Line.Diagnosis.Text);

    private static JsonObject Activity(string text) =>
        new() { ["detail"] = new JsonObject { ["status"] = "scheduled", ["description"] = text } };
}
