namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>The number of a request is its business key: one referral has it, and the same request gets the same answer.</summary>
[TestFixture]
internal sealed class SubmittedOnceTests : ReferralTests
{
    [Test]
    public async Task A_draft_with_a_number_that_is_in_use_is_refused()
    {
        var scene = await NewSceneAsync();
        string number = NewId();
        (await SubmitAsync(scene, Request(scene, Number(number)))).Expect(HttpStatusCode.OK);
        var other = scene with { Patient = await NewAsync("Patient", "\"active\":true") };
        string draft = await NewDraftAsync(other, number);
        (await SubmitAsync(other, draft, []) ).ExpectIssue(HttpStatusCode.Conflict, "referral.number-taken");
        await AssertVersionAsync(draft, 1);
        Assert.That((await Http.FetchAsync($"Task?patient={other.Patient}")).Entries, Is.Empty);
    }

    [Test]
    public async Task A_draft_that_was_not_submitted_keeps_nobody_from_its_number()
    {
        var scene = await NewSceneAsync();
        string number = NewId(), draft = await NewDraftAsync(scene, number);
        (await SubmitAsync(scene, Request(scene, Number(number)))).Expect(HttpStatusCode.OK);
        (await SubmitAsync(scene, draft, [])).ExpectIssue(HttpStatusCode.Conflict, "referral.number-taken");
    }

    [Test]
    public async Task Of_drafts_and_requests_with_one_number_at_once_one_gets_it()
    {
        var scene = await NewSceneAsync();
        string number = "zz-" + NewId();
        var scenes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => scene with { Patient = await NewAsync("Patient", "\"active\":true") }));
        var drafts = await Task.WhenAll(scenes.Take(3).Select(s => NewDraftAsync(s, number)));
        var answers = await Task.WhenAll(
            drafts.Select((d, i) => SubmitAsync(scenes[i], d, []))
                .Concat(scenes.Skip(3).Select((s, i) => SubmitAsync(s, Request(s, Number(i == 0 ? number.ToUpperInvariant() : number))))));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        foreach (var answer in answers.Where(a => a.Status != HttpStatusCode.OK))
            answer.ExpectIssue(HttpStatusCode.Conflict, "referral.number-taken");
    }

    [Test]
    public async Task A_number_that_a_search_would_take_apart_is_one_number()
    {
        var scene = await NewSceneAsync();
        string number = NewId();
        (await SubmitAsync(scene, Request(scene, Number(number)))).Expect(HttpStatusCode.OK);
        string odd = $"{number},{number}|1$2";
        var first = (await SubmitAsync(scene, Request(scene, Urgent + Number(odd)))).Expect(HttpStatusCode.OK);
        Assert.That(TaskOf((await SubmitAsync(scene, Request(scene, Urgent + Number(odd)))).Expect(HttpStatusCode.OK)), Is.EqualTo(TaskOf(first)));
    }

    [TestCase("\"status\":\"draft\"", "\"status\":\"draft\",\"priority\":\"stat\"")]
    [TestCase("不稳定型心绞痛", "肺炎")]
    [TestCase("acute-severe", "further-examination")]
    public async Task Another_request_under_the_same_number_is_refused(string what, string with)
    {
        var scene = await NewSceneAsync();
        string request = Request(scene, Number(NewId()));
        var first = (await SubmitAsync(scene, request)).Expect(HttpStatusCode.OK);
        (await SubmitAsync(scene, request.Replace(what, with, StringComparison.Ordinal))).ExpectIssue(HttpStatusCode.Conflict, "referral.number-taken");
        await AssertVersionAsync(TaskOf(first), 1);
    }

    [Test]
    public async Task Other_papers_under_the_same_number_are_refused()
    {
        var scene = await NewSceneAsync();
        string request = Request(scene, Number(NewId()));
        string[] along = Along(scene, request);
        (await SubmitAsync(scene, request)).Expect(HttpStatusCode.OK);
        (await CallAsync("ServiceRequest/$submit-referral", scene.From, along[0])).ExpectIssue(HttpStatusCode.Conflict, "referral.number-taken");
        (await CallAsync("ServiceRequest/$submit-referral", scene.From, along[..2])).ExpectIssue(HttpStatusCode.Conflict, "referral.number-taken");
        (await CallAsync("ServiceRequest/$submit-referral", scene.From, along[0], along[1].Replace("胸痛三天", "胸痛一周", StringComparison.Ordinal), along[2]))
            .ExpectIssue(HttpStatusCode.Conflict, "referral.number-taken");
        (await SubmitAsync(scene, request)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_same_request_gets_the_same_task_also_when_it_has_gone_on()
    {
        var scene = await NewSceneAsync();
        string doctor = await NewStaffAsync(scene.To);
        string request = Request(scene with { To = doctor }, Number(NewId())).Replace($"\"extension\":[{Direction("up")}],", "", StringComparison.Ordinal);
        string task = TaskOf((await SubmitAsync(scene, request)).Expect(HttpStatusCode.OK));
        await StepAsync(task, "request-information", scene.To, Reason);
        await StepAsync(task, "provide-information", scene.From, Sent("document", Summary(scene.Patient, scene.From)));
        Assert.That(TaskOf((await SubmitAsync(scene, request)).Expect(HttpStatusCode.OK)), Is.EqualTo(task));
        await AssertVersionAsync(task, 3);
    }

    [Test]
    public async Task Other_papers_for_a_draft_that_was_submitted_are_refused()
    {
        var scene = await NewSceneAsync();
        string draft = await NewDraftAsync(scene, NewId());
        string[] along = Along(scene, "{}")[1..];
        var first = (await SubmitAsync(scene, draft, along)).Expect(HttpStatusCode.OK);
        (await SubmitAsync(scene, draft, [along[0].Replace("胸痛三天", "胸痛一周", StringComparison.Ordinal), along[1]])).ExpectIssue(HttpStatusCode.Conflict, "referral.not-a-draft");
        Assert.That((await SubmitAsync(scene, draft, along)).Expect(HttpStatusCode.OK).Text, Is.EqualTo(first.Text));
    }

    [Test]
    public async Task An_institution_submits_its_own_requests_alone()
    {
        var scene = await NewSceneAsync();
        string other = await NewOrganizationAsync("primary"), elsewhere = await NewStaffAsync(other), doctor = await NewStaffAsync(scene.From);
        string draft = await NewAsync("ServiceRequest", Members(Request(scene, RequestedBy(scene.From))));
        AssertRefused(await CallAsync($"{draft}/$submit-referral", other, Along(scene, "{}")[1..]), "referral.requester");
        AssertRefused(await SubmitAsync(scene, Request(scene, RequestedBy(other))), "referral.requester");
        AssertRefused(await SubmitAsync(scene, Request(scene, RequestedBy(elsewhere))), "referral.requester");
        await AssertVersionAsync(draft, 1);
        (await SubmitAsync(scene, Request(scene, RequestedBy(doctor)))).Expect(HttpStatusCode.OK);
        (await CallAsync($"{draft}/$submit-referral", scene.From, Along(scene, "{}")[1..])).Expect(HttpStatusCode.OK);
    }

    private static string RequestedBy(string requester) => $$"""
        "requester":{"reference":"{{requester}}"},
        """;

    private static string Number(string number) => $$"""
        "identifier":[{"system":"https://fhirhub.example/fhir/sid/referral-number","value":"{{number}}"}],
        """;

    private Task<string> NewDraftAsync(ReferralScene scene, string number) => NewAsync("ServiceRequest", Members(Request(scene, Number(number))));

    /// <summary>With papers of the draft's own where none are given.</summary>
    private Task<Answer> SubmitAsync(ReferralScene scene, string draft, string[] papers) =>
        CallAsync($"{draft}/$submit-referral", scene.From, papers.Length > 0 ? papers : Along(scene, "{}")[1..]);
}
