using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>A region that no C# knows: what its pack switches is what happens.</summary>
[TestFixture]
internal sealed class StrictPolicyTests : ReferralTests
{
    private const string Strict = "460105";
    private const string Policy = """
        {
          "pack": "strict", "version": "1.0.0", "divisions": ["46"], "seed": {"key": "YC", "title": "示例", "number": "示例〔2026〕1号"},
          "parameters": {
            "referral": {
              "levelByLevel": {"value": "enforce", "source": {"seed": "YC", "place": "一"}},
              "urgentExemption": {"value": false, "source": {"seed": "YC", "place": "一"}},
              "consentRequired": {"value": false, "source": {"seed": "YC", "place": "二"}},
              "coordinator": {"value": {"levels": ["secondary"], "patients": "all"}, "source": {"seed": "YC", "place": "三"}},
              "admitUnscheduled": {"value": "never", "source": {"seed": "YC", "place": "四"}},
              "pushSteps": {"value": ["approval"], "source": {"seed": "YC", "place": "五"}},
              "pushTo": {"value": ["insurer"], "source": {"seed": "YC", "place": "五"}},
              "planOnReferralDown": {"value": false, "source": {"seed": "YC", "place": "七"}},
              "updateRecordOnReferralDown": {"value": false, "source": {"seed": "YC", "place": "七"}},
              "answerHours": {"value": 0, "source": {"seed": "YC", "place": "六"}},
              "stepHours": {"value": {"completion": 5}, "source": {"seed": "YC", "place": "六"}}
            }
          },
          "targets": []
        }
        """;

    private readonly PackArchive _archive = new();

    protected override (string Name, string Value)[] Settings =>
    [
        .. CompiledPacks.Settings,
        ($"Packs:{CompiledPacks.Names.Count}", _archive.Write("strict", ("package/package.json", PackArchive.Manifest("fhirhub.strict", dependencies: "\"fhirhub.cn-base\":\"0.1.0\"")), ("package/other/policy.json", Policy))),
    ];

    [OneTimeTearDown]
    public void Remove() => _archive.Dispose();

    [TestCase("")]
    [TestCase(Urgent)]
    public async Task Nobody_skips_a_level(string more)
    {
        var scene = await NewSceneAsync(Strict, "primary", "tertiary");
        var refused = await SubmitAsync(scene, Request(scene, more));
        AssertRefused(refused, "referral.step-by-step");
        Assert.That((string)refused.Issues[0]["extension"]![0]!["valueString"]!, Is.EqualTo("示例〔2026〕1号 一"));
        Assert.That((await Http.FetchAsync($"Task?patient={scene.Patient}")).Entries, Is.Empty);
    }

    [Test]
    public async Task One_level_after_the_other_is_the_way_without_consent_or_a_deadline()
    {
        var scene = await NewSceneAsync(Strict);
        var answer = (await CallAsync("ServiceRequest/$submit-referral", scene.From, Along(scene, Request(scene))[..2])).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(Output(answer, "referral").ToJsonString(), Does.Contain("\"stepwise\""));
            Assert.That(Output(answer, "task")["resource"]!["restriction"], Is.Null);
        });
    }

    [Test]
    public async Task Everybody_has_a_coordinator_and_is_scheduled_and_the_insurer_is_told()
    {
        var scene = await NewSceneAsync(Strict);
        string task = await NewReferralAsync(scene, Urgent);
        AssertRefused(await CallAsync($"{task}/$accept", scene.To), "referral.coordinator");
        await StepAsync(task, "accept", scene.To, Reference("coordinator", await NewStaffAsync(scene.To)));
        AssertRefused(await CallAsync($"{task}/$admit", scene.To), "referral.schedule-first");
        await StepAsync(task, "schedule", scene.To, Reference("bed", await NewBedAsync(scene.To)));
        var admitted = await StepAsync(task, "admit", scene.To);
        Assert.Multiple(async () =>
        {
            Assert.That(admitted["restriction"], Is.Not.Null);
            Assert.That((await NotificationsAsync(task)).Where(n => !n.Recipient.Contains('/')).Select(n => (n.Event, n.Recipient)), Is.EqualTo(new[] { ("approval", "insurer") }));
        });
    }

    [Test]
    public async Task A_referral_down_needs_no_plan_and_updates_no_record()
    {
        var scene = await NewSceneAsync(Strict);
        string encounter = await NewAsync("Encounter", $$"""
            "status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},"subject":{"reference":"{{scene.Patient}}"},"serviceProvider":{"reference":"{{scene.To}}"}
            """);
        var down = (await CallAsync("ServiceRequest/$refer-down", scene.To, Reference("encounter", encounter), Reference("receiver", scene.From))).Expect(HttpStatusCode.OK);
        string[] papers = [.. Output(down, "referral")["resource"]!["supportingInfo"]!.AsArray().Select(s => ((string)s!["reference"]!).Split('/')[0])];
        Assert.That(papers, Is.EqualTo(new[] { "Encounter" }));
    }
}
