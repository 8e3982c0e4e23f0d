namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary><c>Task/$worklist</c>.</summary>
[TestFixture]
internal sealed class WorklistTests : ReferralTests
{
    [Test]
    public async Task Each_institution_sees_what_it_has_to_do()
    {
        var scene = await NewSceneAsync();
        string waiting = await NewReferralAsync(scene), asked = await NewReferralAsync(scene), ended = await NewReferralAsync(scene);
        await StepAsync(asked, "request-information", scene.To, Reason);
        await StepAsync(ended, "reject", scene.To, Reason);
        Assert.Multiple(async () =>
        {
            Assert.That(await TasksAsync(scene.To), Is.EqualTo(new[] { waiting }));
            Assert.That(await TasksAsync(scene.From), Is.EqualTo(new[] { asked }));
            Assert.That(await TasksAsync(scene.From, "view=sent"), Is.EquivalentTo(new[] { waiting, asked }));
            Assert.That(await TasksAsync(scene.To, "view=received"), Is.EquivalentTo(new[] { waiting, asked }));
            Assert.That(await TasksAsync(scene.To, "view=received", "state=rejected"), Is.EqualTo(new[] { ended }));
            Assert.That(await TasksAsync(scene.From, $"organization={scene.To}"), Is.EqualTo(new[] { waiting }));
            Assert.That(await TasksAsync(scene.To, "overdue=true"), Is.Empty);
            Assert.That(await TasksAsync(scene.To, "kind=remote-ecg"), Is.Empty);
            Assert.That(await TasksAsync(scene.To, "kind=referral"), Is.EqualTo(new[] { waiting }));
        });
    }

    [Test]
    public async Task Pages_hold_each_task_once_the_urgent_first_with_their_requests()
    {
        var scene = await NewSceneAsync();
        var calm = new List<string>();
        for (int i = 0; i < 4; i++)
            calm.Add(await NewReferralAsync(scene));
        string urgent = await NewReferralAsync(scene, Urgent);
        var found = new List<string>();
        var page = await ListAsync(scene.To, "count=2");
        Assert.That(page.Entries.Count(e => (string)e["search"]!["mode"]! == "include"), Is.EqualTo(2));
        while (true)
        {
            found.AddRange(TasksOf(page));
            if (page.Link("next") is not { } next)
                break;
            page = (await Http.FetchAsync(next)).Expect(HttpStatusCode.OK);
        }

        Assert.Multiple(() =>
        {
            Assert.That(found[0], Is.EqualTo(urgent));
            Assert.That(found, Is.EquivalentTo(new[] { urgent, calm[0], calm[1], calm[2], calm[3] }));
        });
    }

    [Test]
    public async Task The_list_is_read_from_the_index()
    {
        var scene = await NewSceneAsync();
        await NewReferralAsync(scene);
        var page = await ListAsync(scene.To);
        var explained = (await Http.FetchAsync(page.Link("self")! + "&_explain=true")).Expect(HttpStatusCode.OK);
        Assert.That(explained.Text, Does.Contain("search-step").And.Not.Contain("COLLSCAN"));
    }

    [Test]
    public async Task Wrong_parameters_are_refused()
    {
        var scene = await NewSceneAsync();
        (await Http.FetchAsync("Task/$worklist")).ExpectIssue(HttpStatusCode.BadRequest, "organization-missing");
        (await Http.FetchAsync("Task/$worklist?view=theirs", (OrganizationHeader, scene.To))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-code");
        (await Http.FetchAsync("Task/$worklist?count=0", (OrganizationHeader, scene.To))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
        (await Http.FetchAsync("Task/$worklist?organization=Patient/1", (OrganizationHeader, scene.To))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-invalid");
        (await Http.FetchAsync("Task/$worklist?who=me", (OrganizationHeader, scene.To))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
    }

    private async Task<Answer> ListAsync(string organization, params string[] parameters) =>
        (await Http.FetchAsync("Task/$worklist?" + string.Join('&', parameters), (OrganizationHeader, organization))).Expect(HttpStatusCode.OK);

    private async Task<IReadOnlyList<string>> TasksAsync(string organization, params string[] parameters) => TasksOf(await ListAsync(organization, parameters));

    private static IReadOnlyList<string> TasksOf(Answer page) =>
        [.. page.Entries.Where(e => (string)e["search"]!["mode"]! == "match").Select(e => "Task/" + (string)e["resource"]!["id"]!)];
}
