using FhirHub.Engine.Access;
using FhirHub.Engine.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>A server with every pack, and the steps of referrals in one line each.</summary>
internal abstract class ReferralTests : RegionalTests
{
    protected const string Systems = "https://fhirhub.example/fhir/cn-base/CodeSystem";
    protected const string Extensions = "https://fhirhub.example/fhir/cn-base/StructureDefinition";
    protected const string Urgent = "\"priority\":\"urgent\",";

    /// <summary>A division of Yichang, of Shanxi, of Liaoning; and one that no pack governs.</summary>
    protected const string Yichang = "420502", Shanxi = "140105", Liaoning = "210102", Nowhere = "110101";

    /// <summary>What says that a Location is a bed.</summary>
    protected const string Bed = """ "physicalType":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/location-physical-type","code":"bd"}]} """;

    protected static readonly string Reason = Parameter("reason", "CodeableConcept", $$"""{"coding":[{"system":"{{Systems}}/referral-rejection","code":"other"}],"text":"测试"}""");

    /// <summary>A community centre that refers to a hospital, by default a secondary one.</summary>
    protected async Task<ReferralScene> NewSceneAsync(string division = Nowhere, string from = "primary", string to = "secondary") => new(
        await NewAsync("Patient", "\"active\":true"), await NewOrganizationAsync(from, division, name: "示例社区"), await NewOrganizationAsync(to, division));

    protected static string Parameter(string name, string type, string value) => $"\"name\":\"{name}\",\"value{type}\":{value}";

    protected static string Reference(string name, string reference) => Parameter(name, "Reference", $$"""{"reference":"{{reference}}"}""");

    protected static string Sent(string name, string resource) => $"\"name\":\"{name}\",\"resource\":{resource}";

    /// <summary>A request of a referral up with all that the defaults ask for, less what goes along.</summary>
    /// <param name="more">Members before the rest, each with a comma behind.</param>
    protected static string Request(ReferralScene scene, string more = "", string extensions = "", string reason = "acute-severe") => $$"""
        {"resourceType":"ServiceRequest",{{more}}"extension":[{{(extensions.Length > 0 ? extensions : Direction("up"))}}],
        "status":"draft","intent":"order","category":[{"coding":[{"system":"{{Systems}}/collaboration-kind","code":"referral"}]}],
        "code":{"coding":[{"system":"{{Systems}}/referral-reason","code":"{{reason}}"}]},
        "subject":{"reference":"{{scene.Patient}}"},"performer":[{"reference":"{{scene.To}}"}],"reasonCode":[{"text":"不稳定型心绞痛"}]}
        """;

    protected static string Collaboration(ReferralScene scene, string kind = "remote-ecg") => $$"""
        {"resourceType":"ServiceRequest","status":"draft","intent":"order","category":[{"coding":[{"system":"{{Systems}}/collaboration-kind","code":"{{kind}}"}]}],
        "code":{"text":"十二导联心电图"},"subject":{"reference":"{{scene.Patient}}"},"performer":[{"reference":"{{scene.To}}"}]}
        """;

    protected static string Direction(string code) => $$"""{"url":"{{Extensions}}/referral-direction","valueCoding":{"system":"{{Systems}}/referral-direction","code":"{{code}}"} }""";

    protected static string Choice(ReferralScene scene) => $$"""{"url":"{{Extensions}}/patient-choice","valueReference":{"reference":"{{scene.To}}"} }""";

    protected static string Recommendation(string practitioner) => $$"""{"url":"{{Extensions}}/expert-recommendation","valueReference":{"reference":"{{practitioner}}"} }""";

    protected static string Summary(string patient, string custodian) => $$"""
        {"resourceType":"Composition","status":"final","type":{"text":"病情摘要"},"subject":{"reference":"{{patient}}"},"date":"2026-11-05","author":[{"reference":"{{custodian}}"}],
        "title":"病情摘要","custodian":{"reference":"{{custodian}}"},"section":[{"title":"主诉","text":{"status":"additional","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">胸痛三天</div>"} }]}
        """;

    protected static string Plan(ReferralScene scene) => $$"""
        {"resourceType":"CarePlan","status":"active","intent":"plan","category":[{"coding":[{"system":"{{Systems}}/plan-kind","code":"rehabilitation"}]}],
        "subject":{"reference":"{{scene.Patient}}"},"period":{"start":"2026-11-13"},"author":{"reference":"{{scene.To}}"},"activity":[{"detail":{"status":"scheduled","description":"步行训练"} }]}
        """;

    protected static string Consent(string patient, string organization) => $$"""
        {"resourceType":"Consent","status":"active","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
        "category":[{"coding":[{"system":"{{Systems}}/consent-kind","code":"referral"}]}],"patient":{"reference":"{{patient}}"},"dateTime":"2026-11-05","performer":[{"reference":"{{patient}}"}],
        "organization":[{"reference":"{{organization}}"}],"policyRule":{"text":"转诊知情同意书"} }
        """;

    /// <summary>What goes along with a referral up.</summary>
    protected static string[] Along(ReferralScene scene, string request) =>
        [Sent("referral", request), Sent("summary", Summary(scene.Patient, scene.From)), Sent("consent", Consent(scene.Patient, scene.From))];

    protected Task<Answer> SubmitAsync(ReferralScene scene, string request) => CallAsync("ServiceRequest/$submit-referral", scene.From, Along(scene, request));

    /// <summary>Submits a referral; its task.</summary>
    protected async Task<string> NewReferralAsync(ReferralScene scene, string more = "") =>
        TaskOf((await SubmitAsync(scene, Request(scene, more))).Expect(HttpStatusCode.OK));

    protected async Task<string> NewCollaborationAsync(ReferralScene scene, string kind = "remote-ecg") => TaskOf((await CallAsync(
        "ServiceRequest/$submit-referral", scene.From, Sent("referral", Collaboration(scene, kind)), Sent("consent", Consent(scene.Patient, scene.From)))).Expect(HttpStatusCode.OK));

    /// <summary>The members of a resource, without its type, for <see cref="RegionalTests.NewAsync"/>.</summary>
    protected static string Members(string resource)
    {
        var json = JsonNode.Parse(resource)!.AsObject();
        json.Remove("resourceType");
        return json.ToJsonString()[1..^1];
    }

    protected static string TaskOf(Answer answer) => "Task/" + (string)Output(answer, "task")["resource"]!["id"]!;

    protected static string RequestOf(Answer answer) => "ServiceRequest/" + (string)Output(answer, "referral")["resource"]!["id"]!;

    /// <summary>Takes a step that must succeed; the task.</summary>
    protected async Task<JsonObject> StepAsync(string task, string step, string organization, params string[] parameters) =>
        (await CallAsync($"{task}/${step}", organization, parameters)).Expect(HttpStatusCode.OK).Json;

    protected async Task<JsonObject> ReadAsync(string reference) => (await Http.FetchAsync(reference)).Expect(HttpStatusCode.OK).Json;

    protected static string StateOf(JsonNode task) => (string)task["businessStatus"]!["coding"]![0]!["code"]!;

    protected async Task<string> StateAsync(string task) => StateOf(await ReadAsync(task));

    protected async Task<string> NewBedAsync(string organization, string more = "") =>
        await NewAsync("Location", $$"""{{more}}{{Bed}},"name":"心内科 3 床","managingOrganization":{"reference":"{{organization}}"}""");

    /// <summary>Somebody of the staff of an institution; the PractitionerRole.</summary>
    protected async Task<string> NewStaffAsync(string organization)
    {
        string practitioner = await NewAsync("Practitioner", $$"""
            "active":true,"identifier":[{"system":"https://fhirhub.example/fhir/sid/practitioner-licence","value":"{{NewId()}}"}],"name":[{"text":"李敏"}]
            """);
        return await NewAsync("PractitionerRole", $$"""
            "active":true,"practitioner":{"reference":"{{practitioner}}"},"organization":{"reference":"{{organization}}"},"code":[{"coding":[{"system":"{{Systems}}/practitioner-function","code":"referral-coordinator"}]}]
            """);
    }

    /// <summary>An appointment of a patient in a room of an institution.</summary>
    protected async Task<string> NewAppointmentAsync(string patient, string organization, string status = "booked") => await NewAsync("Appointment", $$"""
        "status":"{{status}}","start":"{{Moment(168)}}","end":"{{Moment(169)}}",
        "participant":[{"actor":{"reference":"{{patient}}"},"status":"accepted"},{"actor":{"reference":"{{await NewBedAsync(organization)}}"},"status":"accepted"}]
        """);

    /// <summary>So many hours from now, as institutions write it.</summary>
    protected static string Moment(double hours) => TimeProvider.System.GetUtcNow().AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Brings a referral that is requested to a state.</summary>
    protected async Task BringAsync(ReferralScene scene, string task, string state)
    {
        if (state == "requested")
            return;
        await StepAsync(task, "accept", scene.To);
        if (state == "accepted")
            return;
        await StepAsync(task, "schedule", scene.To, Reference("bed", await NewBedAsync(scene.To)));
        if (state == "scheduled")
            return;
        await StepAsync(task, "admit", scene.To, Reference("practitioner", await NewStaffAsync(scene.To)));
        if (state == "admitted")
            return;
        await StepAsync(task, "complete", scene.To, Sent("summary", Summary(scene.Patient, scene.To)), Home);
    }

    protected static readonly string Home = Parameter("disposition", "CodeableConcept", """{"text":"医嘱离院"}""");

    protected async Task<IReadOnlyList<Notification>> NotificationsAsync(string focus) =>
        await Server.Services.GetRequiredService<NotificationStore>().ReadAsync(Caller.Open, null, focus, null, 1000, CancellationToken.None);

    /// <summary>What has come out of a task, of a type.</summary>
    protected static string OutputOf(JsonNode task, string type) =>
        (string)task["output"]!.AsArray().Single(o => (string)o!["type"]!["coding"]![0]!["code"]! == type)!["valueReference"]!["reference"]!;

    /// <summary>A call in a state that does not allow it: 409 with the state now.</summary>
    protected static void AssertConflict(Answer answer, string state, string rule = "referral.state")
    {
        answer.Expect(HttpStatusCode.Conflict);
        Assert.Multiple(() =>
        {
            Assert.That(answer.IssueCodes, Does.Contain(rule));
            Assert.That(answer.Text, Does.Contain($"\"{state}\""));
        });
    }

    /// <summary>Task and request say the same.</summary>
    protected async Task AssertAgreeAsync(string task, string state, string taskStatus, string requestStatus, string owner)
    {
        var found = await ReadAsync(task);
        var request = await ReadAsync((string)found["focus"]!["reference"]!);
        Assert.Multiple(() =>
        {
            Assert.That(StateOf(found), Is.EqualTo(state));
            Assert.That((string)found["status"]!, Is.EqualTo(taskStatus));
            Assert.That((string)request["status"]!, Is.EqualTo(requestStatus));
            Assert.That((string)found["owner"]!["reference"]!, Is.EqualTo(owner));
        });
    }
}
